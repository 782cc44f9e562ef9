/** What was asked of the loop, and what became of it. */
import type { Kind, Observation, Run, Why, Work } from "./drive_script.ts";

/** Something that was asked of the loop. */
export interface Asked {
  readonly kind: Kind;
  readonly asked: number;
  readonly work: Work;
  dueNs: number;
  state: "waiting" | "over" | "cancelled";
}

export class Ledger {
  readonly #asked: Asked[] = [];
  readonly #runs: Run[] = [];
  unasked: Observation["unasked"] = null;
  forgotten: Observation["forgotten"] = null;

  get runs(): readonly Run[] {
    return this.#runs;
  }

  /** Something is to run, now or at a time that is known. */
  get isWaitedFor(): boolean {
    return this.#asked.some(isDueOnce);
  }

  /** `dueNs` is `Infinity` for a descriptor that has nothing to read. */
  ask(kind: Kind, work: Work, dueNs: number): Asked {
    const asked: Asked = { kind, asked: this.#asked.length, work, dueNs, state: "waiting" };
    this.#asked[asked.asked] = asked;
    return asked;
  }

  note(run: Run): void {
    this.#runs[this.#runs.length] = run;
  }

  /** The loop sleeps without limit, or is over: whoever waits now waits for ever. */
  noteForgotten(at: number): void {
    const left = this.#asked.find(isDueOnce);
    if (left !== undefined) this.forgotten ??= { kind: left.kind, name: left.work.name, at };
  }
}

function isDueOnce({ state, dueNs }: Asked): boolean {
  return state === "waiting" && dueNs !== Infinity;
}

/** Why it is not to run, when it is taken back or over. */
export function whyNot({ kind, state }: Asked): Why | null {
  switch (state) {
    case "waiting":
      return null;
    case "over":
      return "had run";
    case "cancelled":
      return kind === "watch" ? "is not watched" : "was cancelled";
  }
}
