/** Who waits where: one line a thread, or one for the program. */
import type { CallerState } from "./kernel_shapes.ts";

/** Pixels that a line takes. */
export const CALLER_HEIGHT = 22;

/** The class that gives a caller its colour, as in timelines. */
const STATES = {
  "computing": "running",
  "in a call": "outside",
  "runnable": "runnable",
  "waiting": "waiting",
  "ended": "finished",
} as const satisfies Record<CallerState["doing"], string>;

/** What it does, in words. */
export function callerWords({ doing, call }: Pick<CallerState, "doing" | "call">): string {
  switch (doing) {
    case "computing":
      return "computes";
    case "in a call":
      return `is in ${call}`;
    case "runnable":
      return call === "" ? "may run" : `may run, out of ${call}`;
    case "waiting":
      return `waits in ${call}`;
    case "ended":
      return "has ended";
  }
}

function Sample({ doing }: Pick<CallerState, "doing">) {
  if (doing === "ended") return <circle class="bar-body" cx="8" cy="11" r="4.5" />;
  if (doing === "waiting") return <rect class="bar-body" x="1" width="14" y="12" height="4" />;
  return <rect class="bar-body" x="1" width="14" y="6" height="10" />;
}

/** The line, `top` pixels from the drawing's top; an empty one before the caller is known. */
export function CallerLine({ caller, top }: { readonly caller: CallerState | undefined; readonly top: number }) {
  if (caller === undefined) return null;
  return (
    <g class={`bar state-${STATES[caller.doing]}`} transform={`translate(0 ${top})`}>
      <Sample doing={caller.doing} />
      <text class="kernel-words" x="22" y="16">
        <tspan class="kernel-name">{caller.name}</tspan> {callerWords(caller)}
      </text>
    </g>
  );
}
