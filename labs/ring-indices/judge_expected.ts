/** What each call must come to: the steps, played with lists in place of rings. */
import type { Input, Step } from "./drive.ts";
import { TWO_TO_32 } from "./judge_rings.ts";

/** What a call has to come to. */
export type Expected =
  | { readonly call: "push"; readonly word: number; readonly slot: number; readonly standing: number }
  | { readonly call: "take"; readonly word: number | undefined; readonly standing: number }
  | { readonly call: "takeAll"; readonly words: readonly number[]; readonly beside: number }
  | { readonly call: "kernel took"; readonly words: readonly number[] };

/** Plays the steps with lists in place of rings. */
export function expectedOf({ entries, completionEntries, firstIndex, quick, steps }: Input): readonly Expected[] {
  const expected: Expected[] = [];
  const asked: number[] = [];
  const completed: number[] = [];
  let tail = firstIndex;
  let word = 0;

  function kernelTakes(count: number): void {
    const words = asked.splice(0, count);
    if (!quick) completed.push(...words);
    expected.push({ call: "kernel took", words });
  }

  const acts: { readonly [Do in Step["do"]]: (step: Extract<Step, { readonly do: Do }>) => void } = {
    push: ({ times }) => {
      for (let time = 0; time < times; time++) {
        word += 1;
        expected.push({ call: "push", word, slot: tail % entries, standing: asked.length });
        if (asked.length < entries) {
          asked.push(word);
          tail = (tail + 1) % TWO_TO_32;
        }
        if (quick) kernelTakes(1);
      }
    },
    enter: (step) => kernelTakes(step.entries),
    take: ({ times }) => {
      for (let time = 0; time < times; time++) {
        expected.push({ call: "take", word: completed.shift(), standing: completed.length });
        if (quick) completed.push(++word);
      }
    },
    "take all": () => {
      const beside = Math.max(0, completed.length - completionEntries);
      expected.push({ call: "takeAll", words: completed.splice(0), beside });
    },
    complete: ({ operations }) => {
      for (let count = 0; count < operations; count++) completed.push(++word);
    },
  };
  for (const step of steps) (acts[step.do] as (step: Step) => void)(step);
  return expected;
}
