// fails: a flag that is set stays set until the scheduler takes it back
// says: before the task had come to a safe point

// A task may need more than a slice to its next safe point. Then the flag is gone when it comes by.
const [FLAG, SWITCHES, RUNNING, STOP] = [0, 1, 2, 3] as const;

export function monitor(cells: Int32Array, sliceMs: number, rest: (ms: number) => void): void {
  let seen = -1;
  while (Atomics.load(cells, STOP) === 0) {
    const now = Atomics.load(cells, SWITCHES);
    const late = now === seen && Atomics.load(cells, RUNNING) === 1 && Atomics.load(cells, FLAG) === 0;
    Atomics.store(cells, FLAG, late ? 1 : 0);
    seen = now;
    rest(sliceMs);
  }
}
