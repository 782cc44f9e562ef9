// fails: a task that has not run for a slice is left alone
// says: had run for only

// Half a slice and half a slice make a slice, but not of one task: nobody looks whether it is still the same.
const [FLAG, RUNNING, STOP] = [0, 2, 3] as const;

export function monitor(cells: Int32Array, sliceMs: number, rest: (ms: number) => void): void {
  let looks = 0;
  while (Atomics.load(cells, STOP) === 0) {
    rest(sliceMs / 2);
    if (Atomics.load(cells, RUNNING) === 0) continue;
    looks += 1;
    if (looks % 2 === 0) Atomics.store(cells, FLAG, 1);
  }
}
