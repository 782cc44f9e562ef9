/**
 * One entry of Chrome's trace-event format, as far as it is used here. The short names are the format's.
 *
 * From "Trace Event Format" by the Chrome tracing team. The format has more: async slices, samples, memory dumps.
 */

/** What every entry has. */
export interface ChromeEntry {
  /** What is written on it. */
  readonly name: string;
  /** The process: always the same one. */
  readonly pid: number;
  /** The row, a thread to the format: see `chrome_rows.ts`. */
  readonly tid: number;
  /** Microseconds since the run began. */
  readonly ts: number;
  /** Shown when it is selected. */
  readonly args: { readonly [name: string]: unknown };
}

/** A slice, an instant of its row, a point of a graph, metadata, or one end of an arrow. */
export type ChromeEvent =
  | ChromeEntry & { readonly ph: "X"; readonly dur: number }
  | ChromeEntry & { readonly ph: "i"; readonly s: "t" }
  | ChromeEntry & { readonly ph: "C" | "M" }
  | ChromeEntry & { readonly ph: "s"; readonly id: number; readonly cat: "wake" }
  /** `bp: "e"`: it ends at the slice that lies around it, and not at the next one. */
  | ChromeEntry & { readonly ph: "f"; readonly id: number; readonly cat: "wake"; readonly bp: "e" };
