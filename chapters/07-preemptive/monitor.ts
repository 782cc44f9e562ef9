/** The second thread: it raises a flag in shared memory, and that is all it can do. */

/** Raises the flag; `share.ts` takes it down. */
export interface Monitor {
  /** Whether the task that runs should give way. */
  isRaised(): boolean;
  /** Takes the flag down, for the next task. */
  lower(): void;
}

const FLAG = 0;
const STOP = 1;

// #region thread
/** What the thread runs: sleep a slice, raise the flag, and so on. */
const THREAD = `
  onmessage = ({ data: { cells, sliceMs } }) => {
    postMessage("ready");
    while (Atomics.wait(cells, ${STOP}, 0, sliceMs) === "timed-out") {
      Atomics.store(cells, ${FLAG}, 1);
    }
    close();
  };`;
// #endregion

/** A monitor on a thread of its own. Dispose it to end the thread. */
export async function startMonitor(sliceMs: number): Promise<Monitor & Disposable> {
  const cells = new Int32Array(new SharedArrayBuffer(8));
  const worker = new Worker(`data:text/javascript,${encodeURIComponent(THREAD)}`, { type: "module" });
  const ready = new Promise((resolve) => worker.onmessage = resolve);
  worker.postMessage({ cells, sliceMs });
  await ready;
  return {
    isRaised: () => Atomics.load(cells, FLAG) === 1,
    lower: () => void Atomics.store(cells, FLAG, 0),
    [Symbol.dispose]() {
      Atomics.store(cells, STOP, 1);
      Atomics.notify(cells, STOP);
      worker.terminate();
    },
  };
}
