/** How far measuring in the reader's browser has come. */
import type { WayCost } from "../../../chapters/_render/chapter.ts";
import type { Measured } from "../../../chapters/_render/ways/way_thread.ts";
import type { WayName } from "../../../labs/_runtime/ways/way.ts";

/** What is known. */
export interface Measuring {
  readonly kind: "not-asked" | "under-way" | "done" | "failed";
  /** Of those that have been measured. */
  readonly costs: ReadonlyMap<WayName, Measured>;
  /** Why it failed as a whole. */
  readonly why: string | null;
}

/** What happens. */
export type MeasuringEvent =
  | { readonly type: "began" | "ended" }
  | { readonly type: "measured"; readonly name: WayName; readonly cost: Measured }
  | { readonly type: "failed"; readonly why: string };

/** As the server renders it. */
export const notMeasured: Measuring = { kind: "not-asked", costs: new Map(), why: null };

/** The next state. */
export function reduceMeasuring(state: Measuring, event: MeasuringEvent): Measuring {
  switch (event.type) {
    case "began":
      return { kind: "under-way", costs: new Map(), why: null };
    case "measured":
      return { ...state, costs: new Map([...state.costs, [event.name, event.cost]]) };
    case "ended":
      return { ...state, kind: "done" };
    case "failed":
      return { ...state, kind: "failed", why: event.why };
  }
}

/** Nanoseconds of a switch here, where they are known. */
export function valueOf({ costs }: Measuring, name: WayName): number | null {
  const cost = costs.get(name);
  return cost?.kind === "measured" ? cost.value : null;
}

/** It all in a sentence. */
export function statusOf({ kind, costs, why }: Measuring, ways: readonly WayCost[]): string {
  switch (kind) {
    case "not-asked":
      return "It takes two or three seconds, and runs on threads of its own.";
    case "under-way":
      return `Measuring ${ways.find(({ name }) => !costs.has(name))?.title ?? "the last way"}.`;
    case "done":
      return "Measured. Another time gives other digits, and the same order of size.";
    case "failed":
      return `It could not be measured here: ${why}.`;
  }
}
