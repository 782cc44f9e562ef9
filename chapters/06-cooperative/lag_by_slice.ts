/** A real job on the real loop, in one piece and in slices, with a probe that listens. */
import { setImmediate } from "node:timers";

const JOB_MS = 400;
const BEAT_MS = 2;

function holdThread(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

// #region job
async function job(sliceMs: number) {
  for (let leftMs = JOB_MS; leftMs > 0; leftMs -= sliceMs) {
    await new Promise((resolve) => setImmediate(resolve));
    holdThread(sliceMs);
  }
}
// #endregion

/** Worst lag that the probe heard during the job, in milliseconds. */
export async function worstLagMs(sliceMs: number): Promise<number> {
  let worst = 0;
  let dueAt = performance.now() + BEAT_MS;
  const probe = setInterval(() => {
    const now = performance.now();
    worst = Math.max(worst, now - dueAt);
    dueAt = now + BEAT_MS;
  }, BEAT_MS);
  await job(sliceMs);
  // The probe is due by now: one more look at the timers lets it say what it has heard.
  await new Promise((resolve) => setTimeout(resolve, 5));
  clearInterval(probe);
  return worst;
}

if (import.meta.main) {
  await worstLagMs(5); // warms the compiler up
  for (const sliceMs of [400, 100, 25, 5]) {
    const lag = (await worstLagMs(sliceMs)).toFixed(0).padStart(3);
    console.log(`slices of ${String(sliceMs).padStart(3)} ms: worst lag ${lag} ms`);
  }
}
