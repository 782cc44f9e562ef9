/** Another way: every callback gets a place in time when it is handed over, and the earliest place goes next. */
type Queue = "queueMicrotask" | "process.nextTick" | "setTimeout" | "setImmediate" | "postMessage";
type Step =
  | { readonly call: "print"; readonly text: string }
  | { readonly call: Queue; readonly steps: readonly Step[] }
  | { readonly call: "async"; readonly steps: readonly Step[]; readonly afterAwait: readonly Step[] };

interface Waiting {
  readonly steps: readonly Step[];
  /** Phases are counted through all turns: timers at 0, 3, 6, messages at 1, 4, 7, immediates at 2, 5, 8. */
  readonly phase: number;
}

/** The first phase after `phase` that is at this place of its turn. */
function next(phase: number, place: 0 | 1 | 2): number {
  for (let later = phase + 1;; later++) if (later % 3 === place) return later;
}

export function predict(program: readonly Step[]): string[] {
  const printed: string[] = [];
  const ticks: (readonly Step[])[] = [];
  const microtasks = [program];
  let waiting: Waiting[] = [];
  let phase = 1;

  function run(steps: readonly Step[]): void {
    for (const step of steps) {
      if (step.call === "print") printed.push(step.text);
      else if (step.call === "async") run([...step.steps, { call: "queueMicrotask", steps: step.afterAwait }]);
      else if (step.call === "process.nextTick") ticks.push(step.steps);
      else if (step.call === "queueMicrotask") microtasks.push(step.steps);
      else waiting.push({ steps: step.steps, phase: placeOf(step.call) });
    }
  }

  function placeOf(queue: "setTimeout" | "setImmediate" | "postMessage"): number {
    switch (queue) {
      case "setTimeout":
        return next(phase, 0);
      case "postMessage":
        // What is posted while timers run misses the delivery of that turn.
        return next(phase % 3 === 0 ? phase + 1 : phase, 1);
      case "setImmediate":
        return next(phase, 2);
    }
  }

  function drain(): void {
    while (ticks.length + microtasks.length > 0) {
      for (const callback of ticks) run(callback);
      ticks.length = 0;
      for (const callback of microtasks) run(callback);
      microtasks.length = 0;
    }
  }

  drain();
  while (waiting.length > 0) {
    phase = Math.min(...waiting.map((callback) => callback.phase));
    const due = waiting.filter((callback) => callback.phase === phase);
    waiting = waiting.filter((callback) => callback.phase !== phase);
    for (const { steps } of due) {
      if (phase % 3 === 1) {
        microtasks.push(steps);
      } else {
        run(steps);
        drain();
      }
    }
    drain();
  }
  return printed;
}
