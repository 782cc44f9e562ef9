// fails: every task that keeps running is flagged within two slices
// says: nobody flagged it

// `seen` is never brought up to date: from the second task on, the number is always another one.
const [FLAG, SWITCHES, RUNNING, STOP] = [0, 1, 2, 3] as const;

export function monitor(cells: Int32Array, sliceMs: number, rest: (ms: number) => void): void {
  let seen = -1;
  while (Atomics.load(cells, STOP) === 0) {
    if (seen === -1) seen = Atomics.load(cells, SWITCHES);
    rest(sliceMs);
    const same = Atomics.load(cells, SWITCHES) === seen;
    if (same && Atomics.load(cells, RUNNING) === 1) Atomics.store(cells, FLAG, 1);
  }
}
