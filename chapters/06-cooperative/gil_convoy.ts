/**
 * Two Python threads and one lock, as a model: one echoes packets, one spins. Whoever wants the lock waits for `switchMs`
 * and then asks for it; the spinner lets go at its next check, which here takes no time.
 */
import { createRecorder, type Trace } from "../../labs/_runtime/trace/mod.ts";

const NS_PER_MS = 1e6;
const ECHO = 1;
const SPINNER = 2;
const NETWORK_MS = 1;
const ECHO_MS = 0.01;

/** `packets` come in, each after the echo of the one before is out. */
export function convoy(packets: number, switchMs: number): { trace: Trace; waitsMs: number[] } {
  let nowMs = 0;
  const recorder = createRecorder({ clock: "virtual", nowNs: () => nowMs * NS_PER_MS, maxEvents: 1_000 });
  const waitsMs: number[] = [];
  recorder.record({ kind: "task-spawned", task: ECHO, name: "echo" });
  recorder.record({ kind: "task-spawned", task: SPINNER, name: "while True: pass" });
  for (let packet = 0; packet < packets; packet++) {
    recorder.record({ kind: "task-blocked", task: ECHO, on: { kind: "descriptor", name: "packet" } });
    recorder.record({ kind: "task-started", task: SPINNER });
    nowMs += NETWORK_MS;
    recorder.record({ kind: "task-woken", task: ECHO });
    nowMs += switchMs;
    recorder.record({ kind: "task-preempted", task: SPINNER });
    recorder.record({ kind: "task-started", task: ECHO });
    nowMs += ECHO_MS;
    waitsMs.push(switchMs + ECHO_MS);
  }
  recorder.record({ kind: "task-finished", task: ECHO });
  return { trace: recorder.trace(), waitsMs };
}
