// fails: every task that keeps running is flagged within two slices
// says: it was flagged only after

const [FLAG, SWITCHES, RUNNING, STOP] = [0, 1, 2, 3] as const;

export function monitor(cells: Int32Array, sliceMs: number, rest: (ms: number) => void): void {
  let seen = -1;
  while (Atomics.load(cells, STOP) === 0) {
    const now = Atomics.load(cells, SWITCHES);
    if (now === seen && Atomics.load(cells, RUNNING) === 1) Atomics.store(cells, FLAG, 1);
    seen = now;
    rest(2 * sliceMs);
  }
}
