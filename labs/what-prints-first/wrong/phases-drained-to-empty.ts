// fails: an immediate that is queued in its own phase waits for the next turn
// says: comes with the next turn

// Serves a phase until nothing is left in it: an immediate that sets an immediate would hold the loop.
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
    const arrived = messages.splice(0);
    for (const callback of timers.splice(0)) {
      run(callback);
      drain();
    }
    microtasks.push(...arrived);
    drain();
    for (let late = messages.splice(0); late.length > 0; late = messages.splice(0)) {
      microtasks.push(...late);
      drain();
    }
    for (let callback = immediates.shift(); callback; callback = immediates.shift()) {
      run(callback);
      drain();
    }
  }
  return printed;
}
