/** What the compiler in the page shows: for each example the reader's text, the last class that came of it, and what is wrong. */
import type { CompiledView, CompilerExample } from "../../../chapters/_render/chapter.ts";
import type { Pointed } from "./marks.ts";

/** Why a text is not compiled. */
export interface Fault {
  /** In the text, counted from 1; `null` where no place is to blame. */
  readonly line: number | null;
  readonly column: number | null;
  readonly message: string;
}

/** What came of compiling a text. */
export type Outcome =
  | { readonly kind: "compiled"; readonly view: CompiledView }
  | { readonly kind: "refused"; readonly fault: Fault };

/** One example as it is now. */
export interface Workpiece {
  readonly source: string;
  /** Of the last text that compiled. */
  readonly view: CompiledView;
  /** Of the present text. */
  readonly fault: Fault | null;
}

/** All of it. */
export interface ExhibitState {
  readonly workpieces: readonly Workpiece[];
  /** Place of the shown one. */
  readonly chosen: number;
  /** Grows whenever the shown text was not typed but put there. */
  readonly replacements: number;
  /** Where the pointer is. */
  readonly hovered: Pointed | null;
  /** What was picked by a key or a click. */
  readonly kept: Pointed | null;
}

/** What happens to it. */
export type ExhibitAction =
  | { readonly type: "chosen"; readonly index: number }
  | { readonly type: "typed"; readonly source: string; readonly outcome: Outcome }
  | { readonly type: "restored"; readonly example: CompilerExample }
  | { readonly type: "hovered"; readonly pointed: Pointed | null }
  | { readonly type: "kept"; readonly pointed: Pointed | null };

/** As the server renders it. */
export function initialExhibit(examples: readonly CompilerExample[]): ExhibitState {
  return { workpieces: examples.map(pristine), chosen: 0, replacements: 0, hovered: null, kept: null };
}

/** The next state. */
export function reduceExhibit(state: ExhibitState, action: ExhibitAction): ExhibitState {
  const replaced = { replacements: state.replacements + 1, hovered: null, kept: null };
  switch (action.type) {
    case "chosen":
      return { ...state, ...replaced, chosen: action.index };
    case "typed":
      return withWorkpiece(state, afterTyping(state.workpieces[state.chosen]!, action));
    case "restored":
      return { ...withWorkpiece(state, pristine(action.example)), ...replaced };
    case "hovered":
      return { ...state, hovered: action.pointed };
    case "kept":
      // Whoever moves by keyboard means it, wherever the pointer rests.
      return { ...state, kept: action.pointed, hovered: null };
  }
}

/** What is pointed at, unless the text has moved on from the class that is shown. */
export function pointedAt({ workpieces, chosen, hovered, kept }: ExhibitState): Pointed | null {
  return workpieces[chosen]!.fault === null ? hovered ?? kept : null;
}

function pristine({ source, compiled }: CompilerExample): Workpiece {
  return { source, view: compiled, fault: null };
}

function afterTyping(before: Workpiece, { source, outcome }: { source: string; outcome: Outcome }): Workpiece {
  if (outcome.kind === "compiled") return { source, view: outcome.view, fault: null };
  return { ...before, source, fault: outcome.fault };
}

function withWorkpiece(state: ExhibitState, workpiece: Workpiece): ExhibitState {
  return { ...state, workpieces: state.workpieces.with(state.chosen, workpiece) };
}
