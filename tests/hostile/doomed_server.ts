/** A runner's process, to be killed: keeps one program looping and one waiting, and says so. */
import { openRunner } from "../../labs/_runner/embedded_runner.ts";
import { RUN_LIMITS } from "../../labs/_runner/limits.ts";
import { HARNESS, jobOf, LEVEL } from "./attack_run.ts";

const heapMiB = Number(Deno.args[0]);
const runner = await openRunner({ harness: HARNESS, level: LEVEL, layers: { rlimits: false } });
const job = jobOf(`console.log("looping"); for (;;) {}`, { limits: { ...RUN_LIMITS, heapMiB, wallMs: 600_000 } });
for await (const event of runner.run(job)) {
  if (event.type === "stdout") console.log(event.text);
}
