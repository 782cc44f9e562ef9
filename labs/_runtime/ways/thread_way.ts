/**
 * Threads: each report is plain code on a thread of the operating system, here a Worker. `ask` blocks: the kernel takes the
 * thread off its CPU until the other one has stored a number and woken it. What it keeps while it waits is the thread: its
 * stacks, and what the kernel knows of it.
 *
 * What it leaves out. Who answers: a report knows its answer once the other has asked, so that a question is one switch.
 *
 * How the real ones differ. A Worker is a thread with a whole JavaScript engine on top; a thread of C, Java or Python has
 * none, and takes a hundredth of the memory. The switch is the kernel's, and the same.
 */
import { parcelsOn, type TakeTurns, type Totals, type Way } from "./way.ts";

/** Whose turn it is: the one cell that two threads share. `OPEN` before they begin. */
const TURN = 0;
const OPEN = -1;

/** What a thread that runs a report is told. */
export interface ThreadOrder {
  /** Tells it from other orders. */
  readonly kind: "report";
  /** Whose turn it is. */
  readonly cells: Int32Array<SharedArrayBuffer>;
  /** 0 or 1. */
  readonly me: number;
  /** How many it asks for. */
  readonly days: number;
}

type Ask = (day: number) => number;

// #region report
function report(days: number, ask: Ask): number {
  let total = 0;
  for (let day = 0; day < days; day++) {
    const parcels = ask(day);
    total += parcels;
  }
  return total;
}
// #endregion

/** Runs on the thread: blocks until the turns begin, and gives the total. */
export function reportOnThread({ cells, me, days }: ThreadOrder): number {
  const other = 1 - me;
  const waitFor = (turn: number) => {
    for (let now = Atomics.load(cells, TURN); now !== turn; now = Atomics.load(cells, TURN)) {
      Atomics.wait(cells, TURN, now);
    }
  };
  const handOver = () => {
    Atomics.store(cells, TURN, other);
    Atomics.notify(cells, TURN);
  };
  waitFor(me);
  const total = report(days, (day) => {
    handOver();
    waitFor(me);
    return parcelsOn(day);
  });
  handOver();
  return total;
}

/** Whether threads of this page may share memory. */
export function offersThreads(): boolean {
  return typeof Worker !== "undefined" && typeof SharedArrayBuffer !== "undefined";
}

/** Threads; `address` is that of a module which, as a Worker, answers a `ThreadOrder` with `reportOnThread`. */
export function threadWay(address: string): Way {
  function start(order: ThreadOrder): { readonly thread: Worker; readonly there: Promise<unknown> } {
    const thread = new Worker(address, { type: "module" });
    const there = heard(thread);
    thread.postMessage(order);
    return { thread, there };
  }
  const shared = () => new Int32Array(new SharedArrayBuffer(4)).fill(OPEN);
  return {
    name: "threads",
    async begin() {
      const { thread, there } = start({ kind: "report", cells: shared(), me: 0, days: 2 });
      await there;
      return { held: thread };
    },
    async pair(days): Promise<TakeTurns> {
      const cells = shared();
      const both = [0, 1].map((me) => start({ kind: "report", cells, me, days }));
      await Promise.all(both.map(({ there }) => there));
      return async () => {
        const totals = both.map(({ thread }) => heard(thread));
        Atomics.store(cells, TURN, 0);
        Atomics.notify(cells, TURN);
        const [first, second] = await Promise.all(totals);
        for (const { thread } of both) thread.terminate();
        return [Number(first), Number(second)] satisfies Totals;
      };
    },
  };
}

/** The next word of a thread: first that it is there, then its total. */
function heard(thread: Worker): Promise<unknown> {
  return new Promise((resolve, reject) => {
    thread.onmessage = ({ data }) => resolve(data);
    thread.onerror = (event) => {
      event.preventDefault();
      reject(new Error(`a report's thread failed: ${event.message}`));
    };
  });
}
