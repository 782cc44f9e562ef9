// fails: a microtask queued by a microtask goes to the end of the queue
// says: who was there when the newcomer arrived

// Sorts by kind, but runs what a callback queued as soon as that callback has ended.
type Step = { call: string; text: string; steps: Step[]; afterAwait: Step[] };

const QUEUES = ["queueMicrotask", "process.nextTick", "setImmediate", "setTimeout", "postMessage"];

export function predict(program: Step[]): string[] {
  const now = program.flatMap((step) => {
    if (step.call === "print") return [step.text];
    return step.call === "async" ? predict(step.steps) : [];
  });
  const later = program.map((step) => {
    return step.call === "async" ? { ...step, call: "queueMicrotask", steps: step.afterAwait } : step;
  });
  const rest = QUEUES.flatMap((queue) =>
    later.filter((step) => step.call === queue).flatMap((step) => predict(step.steps))
  );
  return [...now, ...rest];
}
