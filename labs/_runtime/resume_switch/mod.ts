/**
 * From an async function, as a tree, to a resume switch: the languages on both sides, and ways to run and to read them. The
 * compiler between them is a lab.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const one: Case = {
 *   steps: [],
 *   ending: { kind: "await", call: "weigh", argument: { kind: "variable", name: "parcel" }, answer: "grams", to: 1 },
 *   onError: null,
 * };
 * const two: Case = { steps: [], ending: { kind: "return", value: { kind: "variable", name: "grams" } }, onError: null };
 * const coroutine = new Switched({ cases: [one, two], variables: new Map([["parcel", 7]]) });
 * assertEquals(coroutine.resume(null), { kind: "asks", call: "weigh", argument: 7 });
 * assertEquals(coroutine.frame.resumeId, 1);
 * assertEquals(coroutine.resume({ kind: "answer", value: 300 }), { kind: "returns", value: 300 });
 * ```
 *
 * @module
 */
export { checkSwitch } from "./check_switch.ts";
export { interpret, Thrown } from "./interpret.ts";
export { expressionText, programText, switchText } from "./listing.ts";
export type { And, Await, Expression, Operand, Operation, Plain, Program, Question, Statement } from "./program.ts";
export type { Case, Ending, ErrorWay, Outcome, Signal, Step } from "./resume_switch.ts";
export { type Frame, Switched, type SwitchedOptions } from "./switched.ts";
