/** One number goes from hand to hand: between two threads that sleep in the kernel, and between two generators. */
import { quantile } from "../_listings/quantile.ts";

const ROUNDS = 4_000;

// #region other
/** The second thread: sleeps until cell 0 is set, and wakes the first. */
const OTHER = `
  onmessage = ({ data: { cells, rounds } }) => {
    postMessage("here");
    for (let round = 0; round < rounds; round++) {
      Atomics.wait(cells, 0, 0);
      Atomics.store(cells, 0, 0);
      Atomics.store(cells, 1, 1);
      Atomics.notify(cells, 1);
    }
    close();
  };`;

function roundTrip(cells: Int32Array<SharedArrayBuffer>) {
  Atomics.store(cells, 0, 1);
  Atomics.notify(cells, 0);
  Atomics.wait(cells, 1, 0); // asleep until the other one has answered
  Atomics.store(cells, 1, 0);
}
// #endregion

/** Nanoseconds of each hand-over between two threads: a notify, a sleep and a wake-up. */
async function threadHandOvers(): Promise<readonly number[]> {
  const cells = new Int32Array(new SharedArrayBuffer(8));
  const worker = new Worker(`data:text/javascript,${encodeURIComponent(OTHER)}`, { type: "module" });
  const here = new Promise((resolve) => worker.onmessage = resolve);
  worker.postMessage({ cells, rounds: ROUNDS });
  await here;
  const taken: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now();
    roundTrip(cells);
    taken.push((performance.now() - began) * 1e6 / 2);
  }
  worker.terminate();
  return taken;
}

/** The same between two generators on one thread; each figure is the mean of many. */
function generatorHandOvers(): readonly number[] {
  let held = 0;
  function* player() {
    for (;;) {
      held++;
      yield;
    }
  }
  const one = player();
  const other = player();
  const together = 1_000;
  return Array.from({ length: 200 }, () => {
    const began = performance.now();
    for (let round = 0; round < together; round++) {
      one.next();
      other.next();
    }
    return (performance.now() - began) * 1e6 / together / 2;
  });
}

function row(name: string, values: readonly number[]): string {
  const columns = [0.5, 0.99].map((share) => (quantile(values, share) / 1000).toFixed(2).padStart(9));
  return `${name.padEnd(16)}${columns.join("")}`;
}

if (import.meta.main) {
  console.log(`${"".padEnd(16)}   median      p99   µs`);
  console.log(row("two generators", generatorHandOvers()));
  console.log(row("two threads", await threadHandOvers()));
}
