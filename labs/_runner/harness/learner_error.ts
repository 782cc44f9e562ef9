/** Errors of the learner's code in words that name `lab.ts`, whatever the sandbox calls that module. */
import { inspect } from "./builtins.ts";

/** What the learner hears of an error. */
export interface ThrownError {
  /** `RangeError: at most 3 retries`. */
  readonly message: string;
  /** The frames in the learner's own file, one a line, or the empty string. */
  readonly stack: string;
}

// The loader colours the place, whatever NO_COLOR says.
const COLOUR = /\p{Cc}\[[\d;]*m/gu;

/**
 * What is wrong with a file that never began to run, or `null` when the error came out of running code.
 *
 * The loader writes the place at the end of the message itself; code that throws leaves it to the stack.
 */
export function compileError(error: unknown, learnerUrl: string): string | null {
  if (!(error instanceof TypeError) && !(error instanceof SyntaxError)) return null;
  const text = error.message.replace(COLOUR, "");
  const start = text.lastIndexOf(` at ${learnerUrl}:`);
  if (start === -1) return null;
  const [line, column] = text.slice(start + ` at ${learnerUrl}:`.length).split(":");
  const reason = text.slice(0, start).trimEnd().replace(/^SyntaxError: /, "").replaceAll(learnerUrl, "lab.ts");
  return `line ${line}, column ${column}: ${reason}`;
}

/** What was thrown, and from where in `lab.ts`. Anything can be thrown, a getter that throws included. */
export function describeThrown(thrown: unknown, learnerUrl: string): ThrownError {
  try {
    if (!(thrown instanceof Error)) return { message: inspect(thrown), stack: "" };
    const frames = String(thrown.stack ?? "").split("\n").filter((line) => line.includes(`${learnerUrl}:`));
    return {
      message: `${thrown.name}: ${thrown.message}`.replaceAll(learnerUrl, "lab.ts"),
      stack: frames.map((line) => line.replaceAll(learnerUrl, "lab.ts")).join("\n"),
    };
  } catch {
    return { message: "an error that cannot be shown: reading it throws another", stack: "" };
  }
}
