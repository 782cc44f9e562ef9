/** The panel's whole state and the one function that changes it: events in, what to show out. */
import type { RunMode } from "../../../labs/_runner/protocol.ts";
import type { DraftStatus } from "./draft_status.ts";
import type { HeardEvent } from "./run_lab.ts";
import { beginRun, hear, isUnderWay, NO_RUN, pointAt, type RunState } from "./run_state.ts";

/** Everything that a panel shows. */
export interface PanelState {
  /** The learner's file. */
  readonly code: string;
  /** How often `code` was not typed but put there: by a draft, a reset, a choice. */
  readonly replacements: number;
  readonly run: RunState;
  /** Whether this lab was ever passed. */
  readonly passed: boolean;
  readonly draft: DraftStatus;
  readonly reset: ResetState;
}

/** Reset asks once, and can be undone until the text changes again. */
export type ResetState =
  | { readonly kind: "none" }
  | { readonly kind: "asked" }
  | { readonly kind: "done"; readonly before: string };

/** What happens to a panel. */
export type PanelEvent =
  /** The reader changed the text. */
  | { readonly type: "edited"; readonly code: string }
  /** Another text took its place: a draft, or the one that the reader chose in a conflict. */
  | { readonly type: "replaced"; readonly code: string }
  | { readonly type: "draft"; readonly status: DraftStatus }
  | { readonly type: "reset-asked" }
  | { readonly type: "reset-declined" }
  | { readonly type: "reset"; readonly starter: string }
  | { readonly type: "reset-undone" }
  | { readonly type: "run-asked"; readonly mode: RunMode }
  | { readonly type: "heard"; readonly event: HeardEvent; readonly atMs: number }
  | { readonly type: "stopped" }
  /** The reader asks for a moment of the trace. */
  | { readonly type: "pointed"; readonly traceAt: number }
  /** The reader's progress says that this lab was passed before. */
  | { readonly type: "passed-before" };

/** A panel that was never touched. */
export function initialPanel(starter: string): PanelState {
  return {
    code: starter,
    replacements: 0,
    run: NO_RUN,
    passed: false,
    draft: { kind: "none" },
    reset: { kind: "none" },
  };
}

/** The state after an event. */
export function reducePanel(state: PanelState, event: PanelEvent): PanelState {
  switch (event.type) {
    case "edited":
      return edited(state, event.code);
    case "replaced":
      return replaced(state, event.code);
    case "draft":
      return { ...state, draft: event.status };
    case "reset-asked":
      return { ...state, reset: { kind: "asked" } };
    case "reset-declined":
      return { ...state, reset: { kind: "none" } };
    case "reset":
      return { ...replaced(state, event.starter), reset: { kind: "done", before: state.code } };
    case "reset-undone":
      return state.reset.kind === "done" ? replaced(state, state.reset.before) : state;
    case "run-asked":
      return isUnderWay(state.run) ? state : withRunBegun(state, event.mode);
    case "heard":
      return withRun(state, hear(state.run, event.event, event.atMs));
    case "stopped":
      return isUnderWay(state.run) ? { ...state, run: { ...state.run, phase: { kind: "stopped" } } } : state;
    case "pointed":
      return { ...state, run: pointAt(state.run, event.traceAt) };
    case "passed-before":
      return { ...state, passed: true };
  }
}

/** Another text: what was reset is no longer what stands here. */
function edited(state: PanelState, code: string): PanelState {
  return code === state.code ? state : { ...state, code, reset: { kind: "none" } };
}

function replaced(state: PanelState, code: string): PanelState {
  return { ...edited(state, code), replacements: state.replacements + 1 };
}

function withRunBegun(state: PanelState, mode: RunMode): PanelState {
  return { ...state, run: beginRun(state.run, { mode, code: state.code }) };
}

function withRun(state: PanelState, run: RunState): PanelState {
  const passed = run.phase.kind === "done" && run.phase.result.outcome === "passed";
  return { ...state, run, passed: state.passed || passed };
}
