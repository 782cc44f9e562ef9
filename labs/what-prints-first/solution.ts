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
  const waiting: Record<Queue, (readonly Step[])[]> = {
    queueMicrotask: [],
    "process.nextTick": [],
    setTimeout: [],
    setImmediate: [],
    postMessage: [program],
  };

  function run(steps: readonly Step[]): void {
    for (const step of steps) {
      if (step.call === "print") {
        printed.push(step.text);
      } else if (step.call === "async") {
        run(step.steps);
        waiting.queueMicrotask.push(step.afterAwait);
      } else {
        waiting[step.call].push(step.steps);
      }
    }
  }

  /** What happens between any two callbacks of the loop: ticks, then microtasks, until both queues are empty. */
  function drain(): void {
    const { queueMicrotask: microtasks, "process.nextTick": ticks } = waiting;
    while (ticks.length + microtasks.length > 0) {
      while (ticks.length > 0) run(ticks.shift()!);
      while (microtasks.length > 0) run(microtasks.shift()!);
    }
  }

  // One round is one turn of the loop. Each phase takes what was waiting when it began; what comes later waits for a turn.
  while (waiting.setTimeout.length + waiting.postMessage.length + waiting.setImmediate.length > 0) {
    const arrived = waiting.postMessage.splice(0);
    for (const callback of waiting.setTimeout.splice(0)) {
      run(callback);
      drain();
    }
    // A message's handler is a promise's continuation: all that arrived run in one go as microtasks.
    waiting.queueMicrotask.push(...arrived);
    drain();
    for (const callback of waiting.setImmediate.splice(0)) {
      run(callback);
      drain();
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
