/** Three reads of a file through one ring: where the ends of both queues are after each step. */
import { createModelKernel, IORING_OP_READ } from "../../labs/_runtime/kernel/mod.ts";
import { surely } from "../_listings/surely.ts";

/** The ends of a queue. */
export interface Ends {
  readonly head: number;
  readonly tail: number;
  readonly entries: number;
}

/** One step, and how things are after it. */
export interface Step {
  readonly who: "program" | "kernel";
  readonly what: string;
  readonly submission: Ends;
  readonly completion: Ends;
  /** Operations under way. */
  readonly underWay: number;
  /** The words of the entries in each queue's slots, where there are any. */
  readonly words: { readonly submission: readonly string[]; readonly completion: readonly string[] };
}

/** The run. */
export function steps(): readonly Step[] {
  // The middle one is the slowest.
  const kernel = surely(createModelKernel({ device: { latencyNs: ({ number }) => [200, 600, 300][number]! * 1e3 } }));
  const file = kernel.memfdCreate();
  kernel.pwrite(file, new Uint8Array(3 * 4_096), 0);
  const ring = kernel.ioUringSetup({ entries: 4 });
  const { submission, completion } = ring;
  const words = { submission: Array(4).fill(""), completion: Array(8).fill("") };
  const done: Step[] = [];

  function step(who: Step["who"], what: string): void {
    const ends = ({ head, tail, entries }: Ends): Ends => ({ head, tail, entries });
    for (let count = completion.head; count !== completion.tail; count++) {
      words.completion[count & completion.mask] = "abc"[completion.at(count & completion.mask).userData];
    }
    done.push({
      who,
      what,
      submission: ends(submission),
      completion: ends(completion),
      underWay: ring.underWay.length,
      words: { submission: [...words.submission], completion: [...words.completion] },
    });
  }

  step("program", "two empty queues");
  for (const userData of [0, 1, 2]) {
    const [buffer, offset] = [new Uint8Array(4_096), userData * 4_096];
    submission.fill(userData, { opcode: IORING_OP_READ, fd: file, buffer, offset, userData });
    words.submission[userData] = "abc"[userData]!;
  }
  step("program", "slots 0, 1 and 2 are filled");
  submission.tail += 3;
  step("program", "the tail is moved: three reads");
  ring.enter(3, 0);
  step("kernel", "enter(3, 0): it takes them");
  kernel.advance(200_000);
  ring.enter(0, 0);
  step("kernel", "after 200 µs, a is done");
  kernel.advance(100_000);
  ring.enter(0, 0);
  step("kernel", "after 300 µs, c is done");
  completion.head += 2;
  step("program", "both are taken: the head is moved");
  kernel.advance(300_000);
  ring.enter(0, 0);
  step("kernel", "after 600 µs, b is done");
  completion.head += 1;
  step("program", "it is taken: nothing is left");
  return done;
}

if (import.meta.main) {
  for (const { what, submission, completion, underWay, words } of steps()) {
    const both = [submission, completion].map(({ head, tail }) => `${head}…${tail}`).join("   ");
    console.log(`${what.padEnd(38)} ${both}   under way ${underWay}  ${words.completion.join("")}`);
  }
}
