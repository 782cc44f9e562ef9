// fails: while nothing runs, the flag stays as it is
// says: the monitor set it while nothing ran

const [FLAG, SWITCHES, STOP] = [0, 1, 3] as const;

export function monitor(cells: Int32Array, sliceMs: number, rest: (ms: number) => void): void {
  let seen = Atomics.load(cells, SWITCHES);
  for (;;) {
    rest(sliceMs);
    if (Atomics.load(cells, STOP) === 1) return;
    const now = Atomics.load(cells, SWITCHES);
    if (now === seen) Atomics.store(cells, FLAG, 1);
    seen = now;
  }
}
