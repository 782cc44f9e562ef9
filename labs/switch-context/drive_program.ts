/** Programs for the learner's functions: coroutines in assembly that fill registers, call deep and switch to one another. */
import { type Region, type Register } from "@interleave/machine";

/** One switch as the coroutine that leaves makes it. */
export interface Hop {
  readonly do: "switch";
  readonly to: string;
  /** The word that it takes along. */
  readonly word: number;
  /** What it has in its registers meanwhile. */
  readonly registers: Readonly<Partial<Record<Register, number>>>;
}

/** Calls as deep as this, and what is done at the bottom. */
export interface Dive {
  readonly do: "dive";
  readonly depth: number;
  readonly actions: readonly Hop[];
}

/** What one coroutine does from its beginning on; the last thing but for the first coroutine is a switch away for good. */
export interface Coroutine {
  readonly name: string;
  readonly actions: readonly (Hop | Dive)[];
}

/** The first coroutine is the program itself, on the machine's own stack; the others begin on stacks made by `prepare`. */
export interface Input {
  readonly coroutines: readonly Coroutine[];
}

/** The first coroutine's name, and those of all others that a program may have. */
export const FIRST = "page";
export const OTHERS = ["scans", "route", "eta", "label", "depot", "plan"] as const;

/** Deep enough for every program here, with room for any way to keep twelve registers. */
const STACK_WORDS = 120;

/** A stack for each coroutine. */
export function stacksOf({ coroutines }: Input): Region[] {
  return coroutines.map(({ name }, index): Region => ({
    name,
    kind: "stack",
    start: 20_000 + 1_000 * index,
    words: STACK_WORDS,
  }));
}

/** The switches of a coroutine, in their order. */
export function hopsOf({ actions }: Coroutine): Hop[] {
  return actions.flatMap((action) => action.do === "dive" ? action.actions : [action]);
}

/** The program's text. It calls `prepare` and `switch`, which are not in it. */
export function programText(input: Input): string {
  const [first, ...others] = input.coroutines;
  const stacks = stacksOf(input);
  return [
    `${first!.name}:`,
    "  push ra",
    ...others.flatMap(({ name }, index) => {
      const { start, words } = stacks[index + 1]!;
      return [
        `  move r0, ${start + words}`,
        `  move r1, ${name}`,
        "  call prepare",
        `  move r1, ${slotOf(name)}`,
        "  store r0, [r1]",
      ];
    }),
    ...first!.actions.flatMap((action, index) => actionLines(first!.name, action, index)),
    "  pop ra",
    "  return",
    ...others.flatMap(({ name, actions }) => [
      `${name}:`,
      ...actions.flatMap((action, index) => actionLines(name, action, index)),
      "  halt",
    ]),
    ...input.coroutines.flatMap(({ name, actions }) =>
      actions.flatMap((action, index) => action.do === "dive" ? diveLines(name, action, index) : [])
    ),
    ...input.coroutines.map(({ name }) => `${slotOf(name)}: .word 0`),
    "",
  ].join("\n");
}

/** The name of the word that keeps a coroutine's stack pointer. */
export function slotOf(name: string): string {
  return `${name}-sp`;
}

function actionLines(name: string, action: Hop | Dive, index: number): string[] {
  if (action.do === "switch") return hopLines(name, action);
  return [`  move r0, ${action.depth}`, `  call ${name}-deep-${index + 1}`];
}

function hopLines(name: string, { to, word, registers }: Hop): string[] {
  return [
    ...Object.entries(registers).map(([register, value]) => `  move ${register}, ${value}`),
    `  move r0, ${slotOf(name)}`,
    `  move r1, ${slotOf(to)}`,
    "  load r1, [r1]",
    `  move r2, ${word}`,
    "  call switch",
  ];
}

/** A function that calls itself, each with a frame of its own, and at the bottom one that uses all registers. */
function diveLines(name: string, { actions }: Dive, index: number): string[] {
  const [deep, bottom] = [`${name}-deep-${index + 1}`, `${name}-bottom-${index + 1}`];
  const enter = ["  push ra", "  push fp", "  move fp, sp"];
  const leave = ["  pop fp", "  pop ra", "  return"];
  const kept = ["r4", "r5", "r6", "r7", "r8"];
  return [
    `${deep}:`,
    ...enter,
    "  push r4",
    "  move r4, r0",
    `  jump-lt r0, 2, _${deep}-last`,
    "  sub r0, r0, 1",
    `  call ${deep}`,
    `  jump _${deep}-out`,
    `_${deep}-last:`,
    `  call ${bottom}`,
    `_${deep}-out:`,
    "  pop r4",
    ...leave,
    `${bottom}:`,
    ...enter,
    ...kept.map((register) => `  push ${register}`),
    ...actions.flatMap((hop) => hopLines(name, hop)),
    ...kept.toReversed().map((register) => `  pop ${register}`),
    ...leave,
  ];
}
