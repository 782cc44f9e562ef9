/** Answers: what whoever made a blocking call gives to the stacks that it suspends. */
import type { Stack } from "./stack.ts";

/** Gives an answer at once (others run first all the same), or when its promise settles. */
export type Answer = (question: number, stack: Stack) => number | PromiseLike<number>;

/** The answer to one question. Whatever goes wrong is a promise that is rejected: it is to be thrown on the stack. */
export function answerOf(answer: Answer, question: number, stack: Stack): number | Promise<number> {
  try {
    const given = answer(question, stack);
    return typeof given === "number" ? given : Promise.resolve(given).then(numberIn);
  } catch (error) {
    return Promise.reject(error);
  }
}

/** Code without types may give anything, and Wasm would take `undefined` for 0. */
function numberIn(answer: unknown): number {
  if (typeof answer === "number") return answer;
  throw new TypeError(`it is ${answer === null ? "null" : typeof answer}, and an i32 is wanted`);
}
