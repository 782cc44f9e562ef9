import { loopRound, type LoopStation } from "../../../components/drawing/loop_round.tsx";

/**
 * One round of Deno's loop since 2.7.2 (libs/core/runtime/jsruntime.rs, `poll_event_loop`), with the words that the lines
 * of `print_order.ts` begin with in each station.
 */
const STATIONS: readonly (Omit<LoopStation, "printed"> & { readonly lines: RegExp | null })[] = [
  { name: "the module’s own code", detail: "runs once, before the first round", lines: /^the module/ },
  { name: "1  timers", detail: "each due timer, and what its callback queued", lines: /^timer|^tick|^microtask from/ },
  { name: "2  pending work", detail: "finished operations, then ticks and microtasks", lines: null },
  { name: "3  idle, prepare", detail: "nothing of yours runs here", lines: null },
  { name: "4  I/O", detail: "asks the kernel once which sockets are ready", lines: null },
  { name: "5  check", detail: "setImmediate callbacks", lines: /^immediate/ },
  { name: "6  close", detail: "callbacks of closed handles", lines: null },
];

/** Runs the listing, and puts each line that it printed at the station that printed it. */
export async function draw(): Promise<string> {
  const script = new URL("../print_order.ts", import.meta.url);
  const child = new Deno.Command(Deno.execPath(), { args: ["run", "--no-lock", script.href], stdout: "piped" }).spawn();
  const printed = (await new Response(child.stdout).text()).trimEnd().split("\n");
  const { success } = await child.status;
  if (!success) throw new Error("figures/loop_round.tsx: print_order.ts did not run; run it alone to see why");
  const stations = STATIONS.map(({ lines, ...station }) => ({
    ...station,
    printed: lines === null ? [] : printed.filter((line) => lines.test(line)),
  }));
  const drawn = stations.reduce((sum, station) => sum + station.printed.length, 0);
  if (drawn !== printed.length) {
    throw new Error(
      `figures/loop_round.tsx: ${drawn} of ${printed.length} printed lines have a station; name one for each`,
    );
  }
  return loopRound(stations);
}
