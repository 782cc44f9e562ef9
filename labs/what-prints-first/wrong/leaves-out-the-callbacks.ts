// fails: what waits in a queue prints after the running code has ended
// says: your prediction ends before it

// Returns when the program's own code has ended: nothing of the loop is there.
type Step = { call: string; text: string; steps: Step[]; afterAwait: Step[] };

export function predict(program: Step[]): string[] {
  return program.filter((step) => step.call === "print").map((step) => step.text);
}
