import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";

/** What the probe tells: by how much it was called late. */
export type Heard = (lagMs: number) => void;

// #region probe
/** Measures every `everyMs`; returns a function that stops it. */
export function probeLag(everyMs: number, heard: Heard) {
  let dueAt = performance.now() + everyMs;
  let timer = setTimeout(beat, everyMs);

  function beat(): void {
    const now = performance.now();
    heard(Math.max(0, now - dueAt));
    dueAt = now + everyMs;
    timer = setTimeout(beat, everyMs);
  }
  return () => clearTimeout(timer);
}
// #endregion

function holdThread(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

/** Late enough to be the stall of 80 ms, and not whatever else this machine is busy with. */
const NOTICED_MS = 60;
const STALLS = 10;

if (import.meta.main) {
  let worst = 0;
  let heardByProbe = 0;
  let heardByMonitor = 0;
  const monitor = monitorEventLoopDelay({ resolution: 10 });
  monitor.enable();
  const stop = probeLag(10, (lagMs) => worst = Math.max(worst, lagMs));
  for (let stall = 0; stall < STALLS; stall++) {
    worst = 0;
    monitor.reset();
    await sleep(30);
    holdThread(80);
    await sleep(30);
    if (worst >= NOTICED_MS) heardByProbe++;
    if (monitor.max / 1e6 >= NOTICED_MS) heardByMonitor++;
  }
  stop();
  monitor.disable();
  console.log(`stalls heard by the probe:             ${heardByProbe} of ${STALLS}`);
  console.log(`stalls heard by monitorEventLoopDelay: ${heardByMonitor} of ${STALLS}`);
}
