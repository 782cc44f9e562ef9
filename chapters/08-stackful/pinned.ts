/** Four requests that wait for a lock inside a block that pins them, and the one whose turn it is, without a carrier. */
import { Carriers, type Doing, type Plan } from "./carriers.ts";

function* report(): Generator<Doing, void, void> {
  yield { kind: "compute", ms: 4 };
  yield { kind: "lock" };
  yield { kind: "compute", ms: 4 };
  yield { kind: "unlock" };
}

// #region plans
function* reportInBlock(): Generator<Doing, void, void> {
  yield { kind: "compute", ms: 2 };
  yield { kind: "enter" }; // synchronized (this) {
  yield* report();
  yield { kind: "leave" }; // }
}

function* flush(): Generator<Doing, void, void> {
  yield { kind: "lock" };
  yield { kind: "compute", ms: 40 };
  yield { kind: "unlock" };
}

function* health(): Generator<Doing, void, void> {
  yield { kind: "compute", ms: 2 };
}

export const PLANS: readonly Plan[] = [
  { name: "flush", atMs: 0, ownThread: true, steps: flush },
  { name: "first in line", atMs: 2, steps: report },
  { name: "request 1", atMs: 6, steps: reportInBlock },
  { name: "request 2", atMs: 8, steps: reportInBlock },
  { name: "request 3", atMs: 12, steps: reportInBlock },
  { name: "request 4", atMs: 16, steps: reportInBlock },
  { name: "health check", atMs: 50, steps: health },
];
// #endregion

/** The same afternoon under the rules of JDK 21, which pin, or of JDK 24. */
export function afternoon(pins: boolean) {
  return new Carriers({ carriers: 4, pins }).run(PLANS, 80);
}

if (import.meta.main) {
  // #region shown
  for (const pins of [true, false]) {
    const { done } = afternoon(pins);
    console.log(pins ? "pinned:    " : "not pinned:", done.join(", "));
  }
  // #endregion
}
