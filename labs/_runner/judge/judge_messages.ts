/** What goes between the server and its judge thread. Types only. */
import type { Trace } from "../../_runtime/trace/trace.ts";
import type { Json, TestReport } from "../protocol.ts";

/** A scenario with its input drawn. */
export interface PlannedScenario {
  readonly input: Json;
  readonly needsReference: boolean;
  /** Names of its tests, in order; at least one. */
  readonly tests: readonly string[];
}

/** What a call of the drive brought back: a stranger's data. */
export interface Evidence {
  /** Index of the scenario in the judge's list. */
  readonly scenario: number;
  readonly input: Json;
  readonly observation: Json;
  readonly trace: Trace;
  readonly reference: Json;
}

/** A question to the judge thread; `judgeUrl` is the address of the lab's `judge.ts`. */
export type JudgeRequest =
  | { readonly kind: "plan"; readonly judgeUrl: string; readonly seed: number }
  | { readonly kind: "check"; readonly judgeUrl: string; readonly evidence: readonly Evidence[] };

/** What it says: `ready` once, before the first answer; `checked` holds the reports of each piece of evidence, in order; `broken` says what is wrong with the judge. */
export type JudgeReply =
  | { readonly kind: "ready" }
  | { readonly kind: "planned"; readonly scenarios: readonly PlannedScenario[] }
  | { readonly kind: "checked"; readonly reports: readonly (readonly TestReport[])[] }
  | { readonly kind: "broken"; readonly message: string };
