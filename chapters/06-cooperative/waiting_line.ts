/** Requests at random moments, one thread: how long they take from in to out, as the thread gets busier. */

const SERVICE_MS = 1;

/** A seeded stream of numbers between 0 and 1 (mulberry32): the same on every run. */
function chance(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let bits = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

// #region simulate
/** Mean time from arrival to answer, at a `load` of 0 to 1. */
export function meanMs(load: number, requests = 400_000): number {
  const random = chance(7);
  const drawn = (mean: number) => -mean * Math.log(1 - random());
  let arrivesMs = 0;
  let freeMs = 0; // when the thread has worked off all that came before
  let sumMs = 0;
  for (let request = 0; request < requests; request++) {
    arrivesMs += drawn(SERVICE_MS / load);
    freeMs = Math.max(freeMs, arrivesMs) + drawn(SERVICE_MS);
    sumMs += freeMs - arrivesMs;
  }
  return sumMs / requests;
}
// #endregion

if (import.meta.main) {
  for (const load of [0.1, 0.5, 0.8, 0.9, 0.95]) {
    const formula = (SERVICE_MS / (1 - load)).toFixed(1);
    console.log(`busy ${Math.round(load * 100)} %: ${meanMs(load).toFixed(1)} ms, and 1/(1-load) is ${formula}`);
  }
}
