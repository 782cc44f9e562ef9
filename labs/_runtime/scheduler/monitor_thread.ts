/**
 * The monitor as a real thread: a Worker that sleeps for a slice in `Atomics.wait`, raises the flag in shared memory, and
 * sleeps again. The thread that computes never waits for it and never calls it: it reads one integer.
 *
 * What it leaves out. It does not see who runs: a task that began in the middle of a slice is stopped early.
 *
 * How the real one differs. Go's `sysmon` remembers which turn of which goroutine it saw at its last look, and sleeps for
 * longer when nothing happens. (The lab `monitor-thread` builds that.)
 */
import type { Monitor } from "./monitor.ts";

/** Indices into the shared cells: the flag; whether anybody computes; whether the run is over. */
const FLAG = 0;
const RUNNING = 1;
const OVER = 2;

/** What the Worker runs. `Atomics.wait` ends early only when the run is over. */
const WATCH = `
  self.onmessage = ({ data: { cells, sliceMs } }) => {
    self.postMessage("watching");
    while (Atomics.wait(cells, ${OVER}, 0, sliceMs) === "timed-out") {
      if (Atomics.load(cells, ${RUNNING}) === 1) Atomics.store(cells, ${FLAG}, 1);
    }
    self.postMessage("over");
  };
`;

/** A monitor on a thread of its own. For `hostTime`: virtual time does not pass there. */
export function monitorThread(): Monitor {
  const cells = new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT));
  let thread: Worker | null = null;

  /** Resolves when the thread says the word. */
  function heard(word: string): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    if (thread === null) return Promise.resolve();
    thread.onmessage = ({ data }) => data === word && resolve();
    thread.onerror = (event) => {
      event.preventDefault();
      reject(new Error(`the monitor's thread failed: ${event.message}`));
    };
    return promise;
  }

  return {
    async start({ sliceNs }) {
      cells.set([0, 1, 0]);
      const source = URL.createObjectURL(new Blob([WATCH], { type: "text/javascript" }));
      thread = new Worker(source, { type: "module" });
      const watching = heard("watching");
      thread.postMessage({ cells, sliceMs: sliceNs / 1e6 });
      await watching;
      URL.revokeObjectURL(source);
    },
    isRaised: () => Atomics.load(cells, FLAG) === 1,
    lower: () => Atomics.store(cells, FLAG, 0),
    watchRunning: (running) => Atomics.store(cells, RUNNING, running ? 1 : 0),
    async stop() {
      const over = heard("over");
      Atomics.store(cells, OVER, 1);
      Atomics.notify(cells, OVER);
      await over;
      thread?.terminate();
      thread = null;
    },
  };
}
