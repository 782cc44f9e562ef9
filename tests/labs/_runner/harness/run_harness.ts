/** Runs the harness as a plain program, without a sandbox around it, and takes its stdout apart. */
import { FrameStream } from "../../../../labs/_runner/frame_stream.ts";
import { buildHarness } from "../../../../labs/_runner/harness/build_harness.ts";
import type { HarnessJob } from "../../../../labs/_runner/harness/harness_job.ts";
import type { Frame } from "../../../../labs/_runner/protocol.ts";

/** What a harness reported, and what the learner's code printed beside it. */
export interface HarnessReport {
  readonly frames: readonly Frame[];
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

const NONCE = "00112233445566778899aabbccddeeff";
const CACHE = new URL("../../../../.cache", import.meta.url).pathname;

/** Runs one job to its end. `drive` is JavaScript, `code` what the harness is for. */
export async function runHarness(
  job: Partial<HarnessJob>,
  { assemblyScript = false }: { readonly assemblyScript?: boolean } = {},
): Promise<HarnessReport> {
  const harness = await buildHarness(CACHE);
  const folder = assemblyScript ? await harness.withAssemblyScript() : harness.folder;
  const flags = "--no-prompt --no-remote --no-npm --no-config --no-lock --cached-only".split(" ");
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", ...flags, `--import-map=${folder}/import_map.json`, `${folder}/harness.js`],
    env: { NO_COLOR: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const whole: HarnessJob = { nonce: NONCE, entry: "drive", drive: "", code: "", safePoints: false, calls: [], ...job };
  const stdin = child.stdin.getWriter();
  await stdin.write(new TextEncoder().encode(`${JSON.stringify(whole)}\n`));
  await stdin.close();
  const { stdout, stderr, code } = await child.output();
  const stream = new FrameStream(NONCE, 4_194_304);
  const parts = [...stream.push(stdout), ...stream.end()];
  const decoder = new TextDecoder();
  return {
    frames: parts.flatMap((part) => part.type === "frame" ? [part.frame] : []),
    stdout: parts.map((part) => part.type === "output" ? decoder.decode(part.bytes) : "").join(""),
    stderr: decoder.decode(stderr),
    exitCode: code,
  };
}
