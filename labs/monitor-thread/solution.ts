/** Flags a task that is still the same after a whole slice. Runs on a thread of its own until the run is over. */
export function monitor(cells: Int32Array, sliceMs: number, rest: (ms: number) => void): void {
  let seen = Atomics.load(cells, SWITCHES);
  for (;;) {
    rest(sliceMs);
    if (Atomics.load(cells, STOP) === 1) return;
    const now = Atomics.load(cells, SWITCHES);
    if (now === seen && Atomics.load(cells, RUNNING) === 1) Atomics.store(cells, FLAG, 1);
    seen = now;
  }
}

/** Indices into `cells`. */
const FLAG = 0;
const SWITCHES = 1;
const RUNNING = 2;
const STOP = 3;
