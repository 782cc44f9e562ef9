/** Counts the time it slept since the task was first seen, as sysmon keeps `schedwhen` beside `schedtick`. */
const [FLAG, SWITCHES, RUNNING, STOP] = [0, 1, 2, 3] as const;

export function monitor(cells: Int32Array, sliceMs: number, rest: (ms: number) => void): void {
  const step = sliceMs / 2;
  const task = { number: Atomics.load(cells, SWITCHES), ranMs: 0 };
  do {
    rest(step);
    const number = Atomics.load(cells, SWITCHES);
    if (number !== task.number || !Atomics.load(cells, RUNNING)) {
      task.number = number;
      task.ranMs = 0;
      continue;
    }
    task.ranMs += step;
    if (task.ranMs >= sliceMs) Atomics.store(cells, FLAG, 1);
  } while (!Atomics.load(cells, STOP));
}
