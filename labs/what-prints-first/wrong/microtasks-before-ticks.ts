// fails: in a timer, ticks run before microtasks
// says: calls timers and immediates itself

// What holds in a message handler is taken to hold everywhere.
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
      while (microtasks.length > 0) run(microtasks.shift()!);
      while (ticks.length > 0) run(ticks.shift()!);
    }
  }

  while (timers.length + messages.length + immediates.length > 0) {
    const arrived = messages.splice(0);
    for (const callback of timers.splice(0)) {
      run(callback);
      drain();
    }
    microtasks.push(...arrived);
    drain();
    for (const callback of immediates.splice(0)) {
      run(callback);
      drain();
    }
  }
  return printed;
}
