// fails: the monitor rests between two looks
// says: times a slice

// A rest of no time is none: the monitor burns the core that a task could have.
const [FLAG, SWITCHES, RUNNING, STOP] = [0, 1, 2, 3] as const;

export function monitor(cells: Int32Array, sliceMs: number, rest: (ms: number) => void): void {
  let seen = -1;
  let looks = 0;
  while (Atomics.load(cells, STOP) === 0) {
    rest(sliceMs / 1_000);
    const now = Atomics.load(cells, SWITCHES);
    looks = now === seen && Atomics.load(cells, RUNNING) === 1 ? looks + 1 : 0;
    seen = now;
    if (looks >= 1_001) Atomics.store(cells, FLAG, 1);
  }
}
