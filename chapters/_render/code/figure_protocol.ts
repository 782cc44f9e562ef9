/** What the drawing worker is asked and what it answers. Types only. */

/** Draw the figure of this module. */
export interface DrawRequest {
  /** Absolute `file:` address of a module that exports `draw`. */
  readonly module: string;
}

/** The drawing, or why there is none: a clause that follows the module's name, and the stack where something was thrown. */
export type DrawReply =
  | { readonly kind: "drawn"; readonly svg: string }
  | { readonly kind: "failed"; readonly why: string; readonly stack?: string };
