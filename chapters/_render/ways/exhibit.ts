/** `::ways{…}`: the program of `labs/_runtime/ways` in every way of waiting, and what each way costs on this machine. */
import { fileURLToPath } from "node:url";
import { ROUND_MS, ROUNDS, type WayName } from "../../../labs/_runtime/ways/mod.ts";
import type { Place } from "../author/problems.ts";
import type { WayListing, WaysExhibit } from "../chapter.ts";
import type { ChapterWork } from "../chapter_work.ts";
import { cutRegion } from "../code/regions.ts";
import { RunFailure } from "../code/run_file.ts";
import { highlightCode } from "../highlight.ts";
import { KEBAB } from "../markdown/slug.ts";
import { THREAD_ROUNDS } from "./measure_switches.ts";
import type { PrintedCosts } from "./print_costs.ts";
import { QUOTED_BYTES, QUOTED_NS, WAYS, type WayWords } from "./way_words.ts";

const ROOT = new URL("../../../", import.meta.url);
const SOURCES = new URL("labs/_runtime/ways/", ROOT);

/** A Worker's module is read by the process, and garbage is collected before bytes are counted. */
const FLAGS = [`--allow-read=${fileURLToPath(ROOT)}`, "--v8-flags=--expose-gc"];

/** The exhibit, or `null` when something about it is wrong. */
export async function renderWays(
  attributes: ReadonlyMap<string, string>,
  place: Place,
  work: ChapterWork,
): Promise<WaysExhibit | null> {
  const id = attributes.get("id") ?? "";
  if (!KEBAB.test(id)) work.problems.report(place, `ways: "${id}" is not an id`, "Write it like six-ways-to-wait.");
  work.claimId(`ways-${id}`, place);
  const caption = work.prose.line(attributes.get("caption") ?? "", place);
  const listings = await Promise.all(WAYS.map((way) => renderListing(way, work)));
  try {
    const printed = await work.printedByMachinery(new URL("print_costs.ts", import.meta.url), FLAGS);
    const { bytes, ns }: PrintedCosts = JSON.parse(printed);
    const costs = WAYS.map(({ name, title, waiting: { memory } }) => {
      return { name, title, memory, bytes: bytes[name], ns: ns[name] };
    });
    const quoted = { bytes: QUOTED_BYTES, ns: QUOTED_NS };
    return { id, caption, listings, costs, quoted, engine: `Deno ${Deno.version.deno}`, how: howMeasured() };
  } catch (error) {
    if (!(error instanceof RunFailure)) throw error;
    work.problems.report(place, `ways: measuring ${error.message}`, error.remedy);
    return null;
  }
}

function howMeasured(): string {
  const counted = (name: WayName) => WAYS.find((way) => way.name === name)!.waiting.counted.toLocaleString("en");
  return [
    `Bytes of the process: pages that became resident, divided by ${counted("threads")} more threads, each with a ` +
    `JavaScript engine on top, or by ${counted("stacks")} more stacks.`,
    `Other bytes: objects on the heap after a collection, divided by ${counted("generator")} more reports.`,
    `A switch: two reports take turns for ${ROUND_MS} ms or longer, ${ROUNDS} times (threads: ${THREAD_ROUNDS}); a quarter of ` +
    "these rounds were faster than what is shown, since other work on the machine can only make them slower.",
  ].join(" ");
}

async function renderListing({ name, title, waits, file, region }: WayWords, work: ChapterWork): Promise<WayListing> {
  const cut = cutRegion(await Deno.readTextFile(new URL(file, SOURCES)), region);
  if (cut.kind !== "lines") throw new RangeError(`${file} has no region "${region}": give it one for the page`);
  const text = cut.lines.map((line) => line.text).join("\n").trim();
  const code = await work.pieces.piece(["way", name, text], () => highlightCode(text, "ts"));
  return { name, title, waits, code };
}
