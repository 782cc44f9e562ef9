/** Cases that are resumed by a script, with some of their variables gone at each suspension, or with none. */
import { type Case, type Outcome, type Signal, Switched } from "@interleave/resume_switch";

/** The script of one run. */
export interface Run {
  readonly values: Readonly<Record<string, number>>;
  /** What comes for each question, as long as there are questions. */
  readonly signals: readonly Signal[];
}

/** An outcome, or that it could not go on, in words. */
export type Played = Outcome | { readonly kind: "breaks"; readonly what: string };

/** What a case keeps, by its number. */
export type Kept = (suspended: number) => readonly string[];

/** The outcomes, until it ends; `onFrame` is told what is left at each suspension. */
export function play(
  cases: readonly Case[],
  { values, signals }: Run,
  { saves, onFrame = () => {} }: { readonly saves?: Kept; readonly onFrame?: (frame: string) => void } = {},
): Played[] {
  const variables = new Map(Object.entries(values));
  const coroutine = new Switched({ cases, variables, ...(saves === undefined ? {} : { saves }) });
  const played: Played[] = [];
  for (const signal of [null, ...signals]) {
    const outcome = outcomeOf(() => coroutine.resume(signal));
    played.push(outcome);
    if (outcome.kind !== "asks") break;
    const { resumeId, variables } = coroutine.frame;
    onFrame(`resume id ${resumeId}${[...variables].map(([name, value]) => `, ${name} = ${value}`).join("")}`);
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
