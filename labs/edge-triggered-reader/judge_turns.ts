/** Fairness: whom a depot that never pauses makes wait, and for how many bytes. */
import { refuse } from "../_runner/judge/refuse.ts";
import type { Observation } from "./drive.ts";
import { because, type Context, nameOf, ranOf, traceAt } from "./judge_report.ts";

/** As the task says. */
const TURN_BYTES = 65_536;

/** Who has bytes to take waits for two turns of each other depot at most: the rest of one, and one before the next look. */
export function takeTurns(observation: Observation, context: Context): void {
  const { log, ending } = ranOf(observation);
  const pending = context.input.depots.map(() => 0);
  /** For each depot: what was taken of each other since it was served, or since it has had something to say. */
  const passed = context.input.depots.map(() => new Map<number, number>());
  for (const entry of log) {
    if (entry.did === "arrived") {
      if (pending[entry.depot] === 0) passed[entry.depot]!.clear();
      pending[entry.depot]! += entry.bytes;
    }
    if (entry.did !== "taken") continue;
    pending[entry.depot]! -= entry.bytes;
    passed[entry.depot]!.clear();
    pending.forEach((bytes, depot) => {
      if (bytes === 0 || depot === entry.depot) return;
      const taken = (passed[depot]!.get(entry.depot) ?? 0) + entry.bytes;
      passed[depot]!.set(entry.depot, taken);
      if (taken <= 2 * TURN_BYTES) return;
      refuse({
        expected: `no depot to get more than two turns of ${TURN_BYTES} bytes while another has something to say`,
        happened: `${bytes} bytes of ${nameOf(depot, context)} had to wait while ${taken} bytes of ${
          nameOf(entry.depot, context)
        } were taken${because(ending)}`,
        look:
          "A depot that never pauses has no EAGAIN for you. Who remembers that it is not drained yet, and when do you look who else is ready?",
        ...traceAt(entry.atMs, context),
      });
    });
  }
}
