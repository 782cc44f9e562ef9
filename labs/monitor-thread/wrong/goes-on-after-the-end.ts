// fails: the monitor returns when the run is over
// says: it rested again

const [FLAG, SWITCHES, RUNNING] = [0, 1, 2] as const;

export function monitor(cells: Int32Array, sliceMs: number, rest: (ms: number) => void): void {
  let seen = -1;
  for (;;) {
    const now = Atomics.load(cells, SWITCHES);
    if (now === seen && Atomics.load(cells, RUNNING) === 1) Atomics.store(cells, FLAG, 1);
    seen = now;
    rest(sliceMs);
  }
}
