/** A program and its cases, each resumed by the same script: what they ask, and what becomes of them. */
import {
  type Case,
  interpret,
  type Outcome,
  type Program,
  type Signal,
  Switched,
  Thrown,
} from "@interleave/resume_switch";

/** The script of one run. */
export interface Run {
  /** Values of the parameters, in order. */
  readonly values: readonly number[];
  /** What comes for each question, as long as there are questions. */
  readonly signals: readonly Signal[];
}

/** An outcome, or what no program does, in words. */
export type Played = Outcome | { readonly kind: "breaks"; readonly what: string };

/** The cases' outcomes: one for the beginning and one for each signal, until it ends. */
export function playCases(cases: readonly Case[], { parameters }: Program, { values, signals }: Run): Played[] {
  const coroutine = new Switched({
    cases,
    variables: new Map(parameters.map((name, index) => [name, values[index]!])),
  });
  return play(signals, (signal) => coroutine.resume(signal));
}

/** The program's own, by V8's generator. */
export function playProgram(program: Program, { values, signals }: Run): Played[] {
  const steps = interpret(program, values);
  return play(signals, (signal) => {
    try {
      const { done, value } = signal?.kind === "error"
        ? steps.throw(new Thrown(signal.value))
        : steps.next(signal?.value ?? 0);
      if (done) return { kind: "returns", value };
      return { kind: "asks", ...value };
    } catch (error) {
      if (!(error instanceof Thrown)) throw error;
      return { kind: "throws", value: error.code };
    }
  });
}

function play(signals: readonly Signal[], resume: (signal: Signal | null) => Outcome): Played[] {
  const played: Played[] = [];
  for (const signal of [null, ...signals]) {
    const outcome = outcomeOf(() => resume(signal));
    played.push(outcome);
    if (outcome.kind !== "asks") break;
  }
  return played;
}

function outcomeOf(resume: () => Outcome): Played {
  try {
    return resume();
  } catch (error) {
    if (!(error instanceof ReferenceError) && !(error instanceof RangeError)) throw error;
    return { kind: "breaks", what: error.message };
  }
}

export function inWords(outcome: Played): string {
  switch (outcome.kind) {
    case "asks":
      return `asks ${outcome.call}(${outcome.argument})`;
    case "returns":
    case "throws":
      return `${outcome.kind} ${outcome.value}`;
    case "breaks":
      return `breaks down: ${outcome.what}`;
  }
}

export function signalInWords({ kind, value }: Signal): string {
  return kind === "answer" ? `${value}` : `the error ${value}`;
}
