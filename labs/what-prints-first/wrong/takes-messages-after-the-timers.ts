// fails: a message that a timer posts waits for the next turn
// says: those that are there when the turn begins

// Asks for messages when their phase begins, not when the turn does.
type Step = { call: string; text: string; steps: Step[]; afterAwait: Step[] };

export function predict(program: Step[]): string[] {
  const printed: string[] = [];
  const microtasks: Step[][] = [], ticks: Step[][] = [], timers: Step[][] = [], immediates: Step[][] = [];
  const messages = [program];

  function run(steps: Step[]) {
    for (const step of steps) {
      if (step.call === "print") printed.push(step.text);
      if (step.call === "async") {
        run(step.steps);
        microtasks.push(step.afterAwait);
      }
      if (step.call === "queueMicrotask") microtasks.push(step.steps);
      if (step.call === "process.nextTick") ticks.push(step.steps);
      if (step.call === "setTimeout") timers.push(step.steps);
      if (step.call === "setImmediate") immediates.push(step.steps);
      if (step.call === "postMessage") messages.push(step.steps);
    }
  }

  function drain() {
    while (ticks.length + microtasks.length > 0) {
      while (ticks.length > 0) run(ticks.shift()!);
      while (microtasks.length > 0) run(microtasks.shift()!);
    }
  }

  while (timers.length + messages.length + immediates.length > 0) {
    for (const callback of timers.splice(0)) {
      run(callback);
      drain();
    }
    microtasks.push(...messages.splice(0));
    drain();
    for (const callback of immediates.splice(0)) {
      run(callback);
      drain();
    }
  }
  return printed;
}
