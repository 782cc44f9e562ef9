/** Sets the flag when a slice is over. Runs on a thread of its own until the run is over. */
export function monitor(cells: Int32Array, sliceMs: number, rest: (ms: number) => void): void {
  while (Atomics.load(cells, STOP) === 0) {
    rest(sliceMs);
    Atomics.store(cells, FLAG, 1);
  }
}

/** Indices into `cells`. */
const FLAG = 0;
// Beside these there are SWITCHES, 1, and RUNNING, 2.
const STOP = 3;
