/** Short words for cases, with names in the places of their numbers, so that a judge's coroutines can be read. */
import type { Case, Plain, Step } from "../_runtime/resume_switch/mod.ts";
import type { Random } from "../_runner/lab.ts";

/** A case whose ending names other cases. */
export interface Draft {
  readonly steps: readonly Step[];
  readonly ending: DraftEnding;
  readonly onError: { readonly into: string; readonly to: string } | null;
}

export type DraftEnding =
  | { readonly kind: "goto"; readonly to: string }
  | { readonly kind: "branch"; readonly test: Plain; readonly yes: string; readonly no: string }
  | {
    readonly kind: "await";
    readonly call: string;
    readonly argument: Plain;
    readonly answer: string;
    readonly to: string;
  }
  | { readonly kind: "return" | "throw"; readonly value: Plain };

export const number = (value: number): Plain => ({ kind: "number", value });
export const name = (name: string): Plain => ({ kind: "variable", name });
const operation = (operator: "+" | "<") => (left: Plain, right: Plain): Plain => ({
  kind: "operation",
  operator,
  left,
  right,
});
export const plus = operation("+");
export const less = operation("<");
export const sum = (...names: readonly string[]): Plain => names.map(name).reduce(plus);

export const set = (target: string, value: Plain): Step => ({ target, value });
export const on = (to: string): DraftEnding => ({ kind: "goto", to });
export const branch = (test: Plain, yes: string, no: string): DraftEnding => ({ kind: "branch", test, yes, no });
export const ask = (
  call: string,
  { with: argument, into: answer, to }: { readonly with: Plain; readonly into: string; readonly to: string },
): DraftEnding => ({ kind: "await", call, argument, answer, to });
export const give = (value: Plain): DraftEnding => ({ kind: "return", value });
export const fail = (value: Plain): DraftEnding => ({ kind: "throw", value });
export const then = (steps: readonly Step[], ending: DraftEnding, onError: Draft["onError"] = null): Draft => ({
  steps,
  ending,
  onError,
});

/** The cases with numbers: the first is 0, the others are in no order that means anything. */
export function numbered(drafts: Readonly<Record<string, Draft>>, random: Random): Case[] {
  const [first, ...others] = Object.keys(drafts);
  const order = [first!, ...random.shuffle(others)];
  const at = (label: string) => order.indexOf(label);
  return order.map((label): Case => {
    const { steps, ending, onError } = drafts[label]!;
    const way = onError && { into: onError.into, to: at(onError.to) };
    switch (ending.kind) {
      case "goto":
      case "await":
        return { steps, ending: { ...ending, to: at(ending.to) }, onError: way };
      case "branch":
        return { steps, ending: { ...ending, yes: at(ending.yes), no: at(ending.no) }, onError: way };
      default:
        return { steps, ending, onError: way };
    }
  });
}
