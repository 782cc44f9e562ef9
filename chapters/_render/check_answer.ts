/** Compares a reader's answer with a question's key. Pure; the only place where the two meet. */
import type { AnswerFeedback, AnswerKey } from "./chapter.ts";
import { printedLines } from "./questions/printed_lines.ts";

/**
 * What a reader hears about an answer.
 * @throws {TypeError} when `answer` has not the shape that the question's kind asks for; the message is one sentence.
 */
export function checkAnswer(key: AnswerKey, answer: unknown): AnswerFeedback {
  switch (key.kind) {
    case "choice": {
      if (typeof answer !== "string" || !Object.hasOwn(key.explanations, answer)) {
        const ids = Object.keys(key.explanations).map((id) => `"${id}"`).join(", ");
        throw new TypeError(`The answer to a choice is the id of one of its options: send one of ${ids}.`);
      }
      return { correct: answer === key.right, explanation: key.explanations[answer]!, key: key.words };
    }
    case "predict-output":
      if (typeof answer !== "string") {
        throw new TypeError("The answer to a predict-output question is the printed text: send a string.");
      }
      return { ...judgeOutput(key, answer), key: key.words };
    case "order":
      if (!isOrderOf(answer, key.order)) {
        const ids = key.order.toSorted().map((id) => `"${id}"`).join(", ");
        throw new TypeError(`The answer to an order question is its item ids, each once: send ${ids} in some order.`);
      }
      return { ...judgeOrder(key, answer), key: key.words };
    case "number":
      if (typeof answer !== "number" || !Number.isFinite(answer)) {
        throw new TypeError("The answer to a number question is a number: send a finite one.");
      }
      return { ...judgeNumber(key, answer), key: key.words };
    case "predict-schedule":
      if (!isSetOf(answer, Object.keys(key.explanations))) {
        const ids = Object.keys(key.explanations).map((id) => `"${id}"`).join(", ");
        throw new TypeError(`The answer to a predict-schedule question is a list of option ids: send some of ${ids}.`);
      }
      return { ...judgeSchedules(key, answer), key: key.words };
  }
}

type Judgement = Pick<AnswerFeedback, "correct" | "explanation">;

function judgeOutput(key: AnswerKey & { readonly kind: "predict-output" }, answer: string): Judgement {
  const predicted = printedLines(answer);
  const printed = printedLines(key.output);
  if (predicted.join("\n") === printed.join("\n")) return { correct: true, explanation: key.explanation };
  const foreseen = key.wrong.find(({ output }) => printedLines(output).join("\n") === predicted.join("\n"));
  if (foreseen !== undefined) return { correct: false, explanation: foreseen.explanation };
  const differing = printed.findIndex((line, index) => line !== predicted[index]);
  const where = differing === -1
    ? `The first ${count(printed.length, "line")} are right, but nothing is printed after them.`
    : `Line ${differing + 1} is the first that differs.`;
  return { correct: false, explanation: `${lead(where)}${key.explanation}` };
}

function judgeOrder(key: AnswerKey & { readonly kind: "order" }, answer: readonly string[]): Judgement {
  const differing = key.order.findIndex((id, index) => id !== answer[index]);
  if (differing === -1) return { correct: true, explanation: key.explanation };
  const where = differing === 0 ? "Something else comes first." : `Right up to number ${differing}.`;
  return { correct: false, explanation: `${lead(where)}${key.explanation}` };
}

function judgeNumber(key: AnswerKey & { readonly kind: "number" }, answer: number): Judgement {
  // The last bits of a product must not decide: 0.1 × 3 is within no tolerance of 0.3 otherwise.
  const slack = Math.abs(key.value) * (key.tolerance + 1e-9);
  if (Math.abs(answer - key.value) <= slack) return { correct: true, explanation: key.explanation };
  const where = answer > key.value ? "That is too high." : "That is too low.";
  return { correct: false, explanation: `${lead(where)}${key.explanation}` };
}

/** What was marked and cannot happen is explained; what was left out is only counted, so that one can try again. */
function judgeSchedules(key: AnswerKey & { readonly kind: "predict-schedule" }, answer: readonly string[]): Judgement {
  const impossible = answer.find((id) => !key.can.includes(id));
  if (impossible !== undefined) {
    const where = "One that you marked cannot happen.";
    return { correct: false, explanation: `${lead(where)}${key.explanations[impossible]!}` };
  }
  const left = key.can.length - answer.length;
  if (left === 0) return { correct: true, explanation: key.explanation };
  return { correct: false, explanation: lead(`What you marked can happen, but ${left} more can too.`).trimEnd() };
}

function isSetOf(answer: unknown, ids: readonly string[]): answer is readonly string[] {
  return Array.isArray(answer) && new Set(answer).size === answer.length && answer.every((id) => ids.includes(id));
}

function isOrderOf(answer: unknown, ids: readonly string[]): answer is readonly string[] {
  return Array.isArray(answer) && answer.length === ids.length && ids.every((id) => answer.includes(id));
}

/** A sentence of its own before an explanation, which may be a line or paragraphs. */
function lead(sentence: string): string {
  return `<strong>${sentence}</strong> `;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
