/** What the page calls each way of waiting, and where its code is. */
import type { WayName } from "../../../labs/_runtime/ways/mod.ts";
import type { QuotedCost } from "../chapter.ts";

/** Begins some, looks at the memory, begins more, and looks again. */
export interface WaitingMethod {
  /** So many first, lest what only the first ones pay be counted. */
  readonly before: number;
  readonly counted: number;
  /** `process`: its resident pages. `heap`: objects of JavaScript, after a collection. */
  readonly memory: "process" | "heap";
}

/** One way on the page. */
export interface WayWords {
  readonly name: WayName;
  readonly title: string;
  /** Inline HTML: how a task waits. */
  readonly waits: string;
  /** File of `labs/_runtime/ways`, and the region that is shown. */
  readonly file: string;
  readonly region: string;
  /** How the memory of one that waits is measured. */
  readonly waiting: WaitingMethod;
}

const ON_THE_HEAP: WaitingMethod = { before: 1_000, counted: 20_000, memory: "heap" };

/** In the order of the page. Memory of the process comes first: what the heap lets go might be used for a stack. */
export const WAYS: readonly WayWords[] = [
  {
    name: "threads",
    title: "Threads",
    waits: "<code>ask</code> blocks: the kernel takes the thread off its CPU until it is woken.",
    file: "thread_way.ts",
    region: "report",
    waiting: { before: 1, counted: 4, memory: "process" },
  },
  {
    name: "stacks",
    title: "Stackful: a stack each",
    waits: "The same words. JSPI puts the Wasm stack aside, however deep the call, until a promise settles.",
    file: "stack_way.ts",
    region: "report",
    waiting: { before: 50, counted: 500, memory: "process" },
  },
  {
    name: "async",
    title: "Stackless: async function",
    waits: "<code>await</code> marks the place. The engine keeps this one frame, and a promise runs it on.",
    file: "async_way.ts",
    region: "report",
    waiting: ON_THE_HEAP,
  },
  {
    name: "generator",
    title: "Stackless: generator",
    waits:
      "<code>yield</code> marks the place. The engine keeps the frame; whoever has the answer calls <code>next</code>.",
    file: "generator_way.ts",
    region: "report",
    waiting: ON_THE_HEAP,
  },
  {
    name: "callbacks",
    title: "Callbacks",
    waits: "What comes next is a function. The variables live on in what it closes over.",
    file: "callback_way.ts",
    region: "report",
    waiting: ON_THE_HEAP,
  },
  {
    name: "class",
    title: "Stackless: compiled class",
    waits:
      "The generator as this book’s compiler writes it: an id says where to go on, fields hold what is needed there.",
    file: "class_way.ts",
    region: "cases",
    waiting: ON_THE_HEAP,
  },
];

/** Bytes. */
export const QUOTED_BYTES: readonly QuotedCost[] = [
  { name: "stack reserved for a thread of C", value: 8 * 2 ** 20, source: "pthread_create(3)" },
  { name: "goroutine, at its start", value: 2 * 2 ** 10, source: "Go 1.4 release notes" },
];

/** Nanoseconds. */
export const QUOTED_NS: readonly QuotedCost[] = [
  { name: "Boost.Context, from stack to stack", value: 9, source: "boostorg/context, Xeon E5-2620 v4" },
];
