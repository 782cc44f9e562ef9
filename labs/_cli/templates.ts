/** What `deno task new` writes: the smallest lab that proves, and the smallest chapter that renders. */

/** `{{id}}` and `{{chapter}}` are filled in. */
export function fill(
  files: Readonly<Record<string, string>>,
  names: { readonly id: string; readonly chapter: string },
): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(files).map(([path, text]) => [
      path,
      text.replaceAll("{{id}}", names.id).replaceAll("{{chapter}}", names.chapter),
    ]),
  );
}

const wrong = (mistake: string, body: string) =>
  `// fails: scans come back in the order of their times
// says: at the place of

// ${mistake}
export function inOrder(scans: readonly number[]): number[] {
  ${body}
}
`;

/** Path in the lab's folder → text. */
export const LAB_FILES: Readonly<Record<string, string>> = {
  "task.md": `---
title: Scans in order
chapter: {{chapter}}
kind: deno
minutes: 10
points: 1
hints:
  - Numbers do not sort as you may think by default.
  - Pass \`sort\` a function that compares two numbers.
starterFails: scans come back in the order of their times
---

Scanners send the times of their scans in any order. Export \`inOrder(scans)\`, which returns a new array with the same times,
the earliest first, and leaves its argument as it was.
`,
  "starter.ts": `/** The times of some scans, in seconds, the earliest first. */
export function inOrder(scans: readonly number[]): number[] {
  return [...scans];
}
`,
  "solution.ts": `/** The times of some scans, in seconds, the earliest first. */
export function inOrder(scans: readonly number[]): number[] {
  return scans.toSorted((a, b) => a - b);
}
`,
  "drive.ts": `/** Calls \`inOrder\` and reports what it returned. */
import type { Json } from "../_runner/protocol.ts";

interface Learner {
  inOrder(scans: readonly number[]): Json;
}

export function drive(learner: Learner, input: readonly number[]): Json {
  const given = [...input];
  return { returned: learner.inOrder(given), left: given };
}

export function example(learner: Learner): void {
  console.log(learner.inOrder([30, 9, 200]));
}
`,
  "judge.ts": `/** Draws times that sort differently as numbers and as words. */
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import { refuse } from "../_runner/judge/refuse.ts";

interface Observation {
  readonly returned: unknown;
  readonly left: readonly number[];
}

export const judge = defineJudge([
  scenario<number[], Observation>({
    input: (random) => random.shuffle([9, 30, 200, 1_000 + random.integer(0, 999)]),
    tests: [{
      name: "scans come back in the order of their times",
      check({ returned }, { input }) {
        const expected = input.toSorted((a, b) => a - b);
        const got = Array.isArray(returned) ? returned : [];
        const place = expected.findIndex((time, index) => got[index] !== time);
        if (place === -1 && got.length === expected.length) return;
        refuse({
          expected: \`\${expected[place]} at the place of index \${place}\`,
          happened: \`inOrder returned \${JSON.stringify(returned)}\`,
          look: "Look at how two times are compared.",
        });
      },
    }, {
      name: "the argument is left as it was",
      check({ left }, { input }) {
        if (JSON.stringify(left) === JSON.stringify(input)) return;
        refuse({
          expected: "the argument to stay as it was",
          happened: \`it became \${JSON.stringify(left)}\`,
          look: "Look for a method that sorts in place.",
        });
      },
    }],
  }),
]);
`,
  "wrong/sorts-as-words.ts": wrong("Without a function, sort compares texts.", "return [...scans].sort();"),
  "wrong/latest-first.ts": wrong("The wrong way round.", "return scans.toSorted((a, b) => b - a);"),
  "wrong/drops-the-last.ts": wrong("One too few.", "return scans.toSorted((a, b) => a - b).slice(0, -1);"),
  "wrong/sorts-in-place.ts": `// fails: the argument is left as it was
// says: sorts in place

// The caller's array is sorted too.
export function inOrder(scans: number[]): number[] {
  return scans.sort((a, b) => a - b);
}
`,
  "right/insertion.ts": `/** Another way: each time is put in its place. */
export function inOrder(scans: readonly number[]): number[] {
  const sorted: number[] = [];
  for (const scan of scans) {
    const place = sorted.findIndex((other) => other > scan);
    sorted.splice(place === -1 ? sorted.length : place, 0, scan);
  }
  return sorted;
}
`,
};

/** Path in the chapter's folder → text. */
export const CHAPTER_FILES: Readonly<Record<string, string>> = {
  "chapter.md": `---
title: A new chapter
question: Which question have readers met at work?
summary: Two sentences for the contents page. They say what the reader will know.
labs: []
minutes: 10
---

The depot's scanners send their scans at once, and the page shows them in order.

::listing{file="scans_in_order.ts" caption="Numbers sort by a comparison." output="recorded"}

\`\`\`question
id: {{id}}-first
kind: predict-output
prompt: What does the listing print?
file: scans_in_order.ts
explanation: The comparison puts the smaller number first.
\`\`\`
`,
  "scans_in_order.ts": `const scans = [30, 9, 200];

console.log(scans.toSorted((a, b) => a - b).join(" "));
`,
};
