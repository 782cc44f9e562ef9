/** One statement of a small program. A program is the body of a message handler: a list of steps. */
export type Step =
  | { readonly call: "print"; readonly text: string }
  /** Hands a callback to one of the loop's queues; `steps` are the body of the callback. */
  | { readonly call: Queue; readonly steps: readonly Step[] }
  /** Calls an async function at once: `steps`, then `await null`, then `afterAwait`. */
  | { readonly call: "async"; readonly steps: readonly Step[]; readonly afterAwait: readonly Step[] };

/**
 * What takes a callback and calls it later. Timers are set to 0 ms. `postMessage` posts to a port of this same process, and
 * its callback runs when the message arrives.
 */
export type Queue = "queueMicrotask" | "process.nextTick" | "setTimeout" | "setImmediate" | "postMessage";

/** The texts that the program prints, in the order in which Deno prints them. */
export function predict(program: readonly Step[]): string[] {
  const printed: string[] = [];
  for (const step of program) {
    switch (step.call) {
      case "print":
        printed.push(step.text);
        break;
      case "async":
        printed.push(...predict(step.steps), ...predict(step.afterAwait));
        break;
      default:
        printed.push(...predict(step.steps));
    }
  }
  return printed;
}

/** Run executes this program for real, beside your prediction: change it to try what you want to know. */
export const experiment: readonly Step[] = [
  { call: "print", text: "scan arrived" },
  { call: "setTimeout", steps: [{ call: "print", text: "eta refreshed" }] },
  { call: "setImmediate", steps: [{ call: "print", text: "label queued" }] },
  { call: "queueMicrotask", steps: [{ call: "print", text: "scan stored" }] },
  { call: "print", text: "scan acknowledged" },
];
