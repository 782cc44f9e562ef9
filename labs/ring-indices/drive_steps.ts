/** One ring, and the steps that are taken on it: by the learner's functions, and by the kernel. */
import {
  type Completion,
  type CompletionQueue,
  createModelKernel,
  IORING_OP_NOP,
  type ModelRing,
  must,
  type Ring,
  type Submission,
  type SubmissionQueue,
} from "@interleave/kernel";
import type { DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";
import type { Entry, Input, Learner, Observation, Step, Touch } from "./drive.ts";
import { watchedCompletion, watchedSubmission } from "./drive_queues.ts";

/** Far more than any run needs, of all its calls together. */
const MOST_TOUCHES = 2_000;
const STEP_NS = 1_000_000;

const nop = (userData: number): Submission => ({ opcode: IORING_OP_NOP, userData });

/** One ring, and what is done to it. */
export class Run {
  readonly #learner: Required<Learner>;
  readonly #input: Input;
  readonly #tools: Pick<DriveTools, "record" | "traceOn">;
  /** The kernel's own view of the ring. */
  readonly #ring: ModelRing;
  readonly #log: Entry[] = [];
  #touched: Touch[] = [];
  #touches = 0;
  #enters = 0;
  #word = 0;
  #nowNs = 0;
  #recorded = 0;
  readonly #ends = { submission: "", completion: "" };

  constructor(learner: Required<Learner>, input: Input, tools: Pick<DriveTools, "record" | "traceOn">) {
    const { entries, completionEntries, firstIndex } = input;
    const ring = must(createModelKernel().ioUringSetup({ entries, completionEntries, firstIndex }));
    this.#learner = learner;
    this.#input = input;
    this.#tools = tools;
    this.#ring = ring;
    tools.traceOn({ nowNs: () => this.#nowNs });
  }

  play(print: (line: string) => void = () => {}): Extract<Observation, { readonly kind: "ran" }> {
    let call = "";
    this.#recordEnds();
    try {
      for (const step of this.#input.steps) {
        const times = "times" in step ? step.times : 1;
        for (let time = 0; time < times; time++) {
          call = CALLS[step.do];
          const said = this.#act(step);
          print(`${said.padEnd(34)} ${this.#shown()}`);
          this.#record({ kind: "printed", text: said });
          this.#recordEnds();
          this.#nowNs += STEP_NS;
        }
      }
      return { kind: "ran", log: this.#log, threw: null };
    } catch (error) {
      return { kind: "ran", log: this.#log, threw: { call, error: describe(error) } };
    }
  }

  #act(step: Step): string {
    this.#touched = [];
    this.#enters = 0;
    switch (step.do) {
      case "push": {
        const word = ++this.#word;
        const before = this.#ring.completion.tail;
        const returned = plain(this.#learner.push(this.#submission, nop(word)));
        this.#note({ call: "push", word, returned, touched: this.#touched });
        if (this.#input.quick) this.#noteTaken(before);
        return `push(entry ${word}) returned ${returned}`;
      }
      case "enter": {
        const before = this.#ring.completion.tail;
        this.#ring.enter(Math.min(step.entries, this.#standing), 0);
        const words = this.#noteTaken(before);
        return `the kernel took ${words.length === 0 ? "nothing" : words.join(", ")}`;
      }
      case "take": {
        const returned = wordOf(this.#learner.take(this.#completion));
        this.#note({ call: "take", returned, touched: this.#touched });
        return `take() returned ${typeof returned === "number" ? `completion ${returned}` : returned}`;
      }
      case "take all": {
        const words: number[] = [];
        const done = (completion: Completion) => {
          this.#count();
          const word = wordOf(completion);
          words[words.length] = typeof word === "number" ? word : -1;
        };
        this.#learner.takeAll(this.#watched, done);
        this.#note({ call: "takeAll", words, enters: this.#enters });
        return `takeAll() handed on ${words.length === 0 ? "nothing" : words.join(", ")}`;
      }
      case "complete":
        for (let count = 0; count < step.operations; count++) this.#complete();
        return `${step.operations} operations completed`;
    }
  }

  /** An operation that the program did not ask for: it comes and goes without a trace in the submission queue's slots. */
  #complete(): void {
    const { submission } = this.#ring;
    submission.fill(submission.tail & submission.mask, nop(++this.#word));
    submission.tail += 1;
    this.#ring.enter(1, 0);
  }

  /** What the kernel found: its operations complete at once, in the order in which they were taken. */
  #noteTaken(before: number): readonly number[] {
    const { completion } = this.#ring;
    const words: number[] = [];
    for (let count = before; count !== completion.tail; count = (count + 1) >>> 0) {
      words[words.length] = completion.at(count & completion.mask).userData;
    }
    if (this.#input.quick) completion.head = completion.tail;
    this.#note({ call: "kernel took", words });
    return words;
  }

  get #standing(): number {
    const { submission } = this.#ring;
    return (submission.tail - submission.head) >>> 0;
  }

  #shown(): string {
    const { submission, completion, beside } = this.#ring;
    const both = `submission ${submission.head}…${submission.tail}  completion ${completion.head}…${completion.tail}`;
    return beside.length === 0 ? both : `${both} and ${beside.length} beside`;
  }

  #note(entry: Entry extends infer Each ? Each extends Entry ? Omit<Each, "traceAt"> : never : never): void {
    this.#log[this.#log.length] = { ...entry, traceAt: this.#recorded } as Entry;
  }

  /** The ends of both queues, if they have moved. */
  #recordEnds(): void {
    for (const queue of ["submission", "completion"] as const) {
      const { head, tail, entries } = this.#ring[queue];
      if (this.#ends[queue] === `${head} ${tail}`) continue;
      this.#ends[queue] = `${head} ${tail}`;
      this.#record({ kind: "ring-moved", ring: this.#ring.fd, queue, head, tail, entries });
    }
  }

  #record(event: Parameters<DriveTools["record"]>[0]): void {
    this.#recorded += 1;
    this.#tools.record(event);
  }

  #touch(touch: Touch): void {
    this.#count();
    this.#touched[this.#touched.length] = touch;
  }

  #count(): void {
    this.#touches += 1;
    if (this.#touches > MOST_TOUCHES) throw new Error(`It was stopped after ${MOST_TOUCHES} looks at the queues`);
  }

  /** The queue as the learner's code sees it. */
  get #submission(): SubmissionQueue {
    return watchedSubmission(this.#ring.submission, {
      count: () => this.#count(),
      touch: (touch) => this.#touch(touch),
      moved: (by) => {
        if (this.#input.quick && by > 0) this.#ring.enter(this.#standing, 0);
      },
    });
  }

  /** See `#submission`. */
  get #completion(): CompletionQueue {
    const { completion } = this.#ring;
    return watchedCompletion(completion, {
      count: () => this.#count(),
      touch: (touch) => this.#touch(touch),
      moved: (by) => {
        // The slots are used again at once.
        if (this.#input.quick) { for (let slot = 0; slot < Math.min(by, completion.entries); slot++) this.#complete(); }
      },
    });
  }

  get #watched(): Ring {
    return {
      fd: this.#ring.fd,
      submission: this.#submission,
      completion: this.#completion,
      enter: (toSubmit, minComplete) => {
        this.#count();
        this.#enters += 1;
        this.#record({ kind: "system-call-entered", call: `io_uring_enter(${toSubmit}, ${minComplete})` });
        const taken = this.#ring.enter(toSubmit, minComplete);
        this.#record({ kind: "system-call-returned", call: "io_uring_enter", result: String(taken) });
        return taken;
      },
    };
  }
}

const CALLS: Readonly<Record<Step["do"], string>> = {
  push: "push",
  enter: "the kernel",
  take: "take",
  "take all": "takeAll",
  complete: "the kernel",
};

/** The word of a completion; `"undefined"` for none, and for anything else what it is. */
function wordOf(returned: unknown): Json {
  if (returned === undefined) return "undefined";
  if (typeof returned === "object" && returned !== null && "userData" in returned) {
    const { userData } = returned;
    if (typeof userData === "number") return userData;
  }
  return "no completion";
}

function plain(returned: unknown): Json {
  return typeof returned === "boolean" ? returned : returned === undefined ? "undefined" : "something else";
}

function describe(error: unknown): string {
  try {
    return String(error);
  } catch {
    return "an error that cannot be shown";
  }
}
