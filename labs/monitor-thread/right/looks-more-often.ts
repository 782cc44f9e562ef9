/** Looks four times a slice and counts how often in a row it saw the same task: a flag then comes sooner after the slice is over. */
const LOOKS = 4;
const FLAG = 0;
const SWITCHES = 1;
const RUNNING = 2;
const STOP = 3;

export function monitor(cells: Int32Array, sliceMs: number, rest: (ms: number) => void): void {
  let seen = -1;
  let looks = 0;
  while (Atomics.load(cells, STOP) === 0) {
    const now = Atomics.load(cells, SWITCHES);
    looks = now === seen && Atomics.load(cells, RUNNING) === 1 ? looks + 1 : 0;
    seen = now;
    if (looks >= LOOKS) Atomics.store(cells, FLAG, 1);
    rest(sliceMs / LOOKS);
  }
}
