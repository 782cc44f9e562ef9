/** What one more of them costs on this machine: a task that waits for a promise, and a Worker that waits in the kernel. */

/** One kind of waiter. */
export interface Cost {
  readonly bytes: number;
  readonly ns: number;
}

/** Adds `count` waiters to those that there are. */
type Add = (count: number) => Promise<void>;

// #region measure
/** What one more costs when there are `few`: the first pays extra. */
async function each(add: Add, few: number, more: number): Promise<Cost> {
  await add(few);
  const bytes = Deno.memoryUsage().rss;
  const began = performance.now();
  await add(more);
  const ns = (performance.now() - began) * 1e6;
  const added = Deno.memoryUsage().rss - bytes;
  return { bytes: added / more, ns: ns / more };
}

async function page(answer: Promise<string>) {
  return `arrives ${await answer}`;
}
// #endregion

/** What a Worker runs: it says that it is there, and sleeps until it is woken. */
const SLEEPER = `
  onmessage = ({ data: cells }) => {
    postMessage("here");
    Atomics.wait(cells, 0, 0);
    close();
  };`;

/** Tasks that wait for an answer. */
export function costOfATask(): Promise<Cost> {
  const pages: Promise<string>[] = [];
  const eta = new Promise<string>(() => {}); // never comes
  const add: Add = (count) => {
    for (let index = 0; index < count; index++) pages.push(page(eta.then()));
    return Promise.resolve();
  };
  return each(add, 20_000, 80_000);
}

/** Workers that wait: threads, each with a JavaScript engine of its own. */
export async function costOfAWorker(): Promise<Cost> {
  const cells = new Int32Array(new SharedArrayBuffer(4));
  const workers: Worker[] = [];
  const add: Add = async (count) => {
    for (let index = 0; index < count; index++) {
      const worker = new Worker(`data:text/javascript,${encodeURIComponent(SLEEPER)}`, { type: "module" });
      workers.push(worker);
      const here = new Promise((resolve) => worker.onmessage = resolve);
      worker.postMessage(cells);
      await here;
    }
  };
  try {
    return await each(add, 1, 2);
  } finally {
    Atomics.store(cells, 0, 1);
    Atomics.notify(cells, 0);
    for (const worker of workers) worker.terminate();
  }
}

/** A size and a time in columns. */
function columns({ bytes, ns }: Cost): string {
  const kib = (bytes / 1024).toLocaleString("en", { maximumFractionDigits: bytes < 10_240 ? 1 : 0 });
  const us = (ns / 1000).toLocaleString("en", { maximumFractionDigits: ns < 10_000 ? 1 : 0 });
  return `${kib.padStart(7)} KiB ${us.padStart(8)} µs`;
}

if (import.meta.main) {
  const worker = await costOfAWorker();
  const task = await costOfATask();
  console.log(`a task that waits   ${columns(task)}`);
  console.log(`a Worker that waits ${columns(worker)}`);
}
