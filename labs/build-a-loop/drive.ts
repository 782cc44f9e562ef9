/** Lets the learner's loop live through a day, on the model and on Linux. */
import { createModelKernel } from "@interleave/kernel";
import type { DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";
import { Day } from "./drive_day.ts";
import type { Act, Input, Observation, Work } from "./drive_script.ts";
import type { Loop } from "./starter.ts";

type Learner = Readonly<Record<string, unknown>>;

const NOTHING_SEEN: Observation = {
  without: null,
  exported: true,
  runs: [],
  unasked: null,
  forgotten: null,
  vain: { waits: 0, inARow: 0, at: 0 },
  returned: false,
  hangs: false,
  leaked: 0,
  waits: 0,
  endedAt: 0,
};

// Model and drive share these with the learner's module, which finds them as they are.
for (const shared of [Array.prototype, Map.prototype, Reflect, Object.getPrototypeOf(Uint8Array.prototype)]) {
  Object.freeze(shared);
}

export function drive(learner: Learner, input: Input, tools: DriveTools): Json {
  return live(learner, input, tools) as unknown as Json;
}

/** Two timers, a connection, and another thread that has something to say. */
export function example(learner: Learner, tools: DriveTools): void {
  const work = (name: string, costMs = 0, acts: readonly Act[] = []): Work => ({ name, costMs, acts, again: 0 });
  const again: Act = { act: "callLater", timer: 2, ms: 5, work: work("the eta is refreshed again") };
  const input: Omit<Input, "on"> = {
    pipes: 1,
    start: [
      { act: "callLater", timer: 0, ms: 25, work: work("the carrier has not answered in time") },
      { act: "callLater", timer: 1, ms: 7, work: work("the eta is refreshed", 0, [again]) },
      {
        act: "watch",
        pipe: 0,
        work: work("a scan is read", 1, [{ act: "callSoon", work: work("the scan is stored") }]),
        refills: 0,
      },
    ],
    happenings: [
      { atMs: 9, what: "bytes", pipe: 0 },
      { atMs: 40, what: "post", work: work("a worker has printed the label") },
    ],
    intrusions: [],
  };
  for (const on of ["linux", "model"] as const) {
    const seen = live(learner, { ...input, on }, tools);
    if (!seen.exported) throw new TypeError("export a class Loop: the starter shows it");
    if (seen.without !== null) continue;
    console.log(`\n${on === "linux" ? "On Linux" : "On the model"}:`);
    for (const { name, dueMs, ranMs } of seen.runs) {
      const late = ranMs - dueMs >= 0.05 ? `, ${(ranMs - dueMs).toFixed(1)} ms late` : "";
      console.log(`  at ${ranMs.toFixed(1).padStart(5)} ms  ${name}${late}`);
    }
    if (seen.forgotten !== null) console.log(`  never: ${seen.forgotten.name}`);
    console.log(
      `  ${seen.waits} waits, ${seen.vain.waits} of them in vain; ${
        seen.returned ? "run returned" : seen.hangs ? "the loop sleeps for ever" : "run never returned"
      }`,
    );
  }
}

function live(learner: Learner, input: Input, tools: DriveTools): Observation {
  if (typeof learner.Loop !== "function") return { ...NOTHING_SEEN, exported: false };
  const kernel = input.on === "linux" ? tools.realKernel() : createModelKernel();
  if (typeof kernel === "string") return { ...NOTHING_SEEN, without: kernel };
  return { ...NOTHING_SEEN, ...new Day(kernel, input, tools).run(learner.Loop as typeof Loop) };
}
