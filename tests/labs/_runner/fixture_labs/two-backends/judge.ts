/** Draws a parcel and some callbacks. */
import { refuse } from "../../../../../labs/_runner/judge/refuse.ts";
import { defineJudge, scenario } from "../../../../../labs/_runner/judge/scenario.ts";

interface Seen {
  readonly askedAtOnce: unknown;
  readonly shown: unknown;
}

const LABELS = ["sync 1", "sync 2", "microtask 1", "microtask 2", "timer 1", "timer 2"];

export const judge = defineJudge([
  scenario<{ page: string }, Seen>({
    input: (random) => ({ page: `P-${random.integer(100, 999)}` }),
    tests: [{
      name: "both backends are asked before either has answered",
      check({ askedAtOnce }, { trace }) {
        if (askedAtOnce === 2) return;
        refuse({
          expected: "scans and route to be in flight at once",
          happened: `${askedAtOnce} of them was asked before the other had answered`,
          look: "Look at where the second call is made.",
          traceAt: trace.events.length - 1,
        });
      },
    }, {
      name: "the page shows both answers",
      check({ shown }, { input }) {
        const expected = `scans of ${input.page}, route of ${input.page}`;
        if (shown === expected) return;
        refuse({
          expected: `"${expected}"`,
          happened: `got ${JSON.stringify(shown)}`,
          look: "Look at what is returned.",
        });
      },
    }],
  }),
  scenario<{ labels: string[] }, { readonly order: readonly string[] }>({
    input: (random) => ({ labels: random.shuffle(LABELS) }),
    needsReference: true,
    tests: [{
      name: "the predicted order is the real one",
      check({ order }, { reference }) {
        if (order.join() === String(reference)) return;
        refuse({ expected: String(reference), happened: `you said ${order.join()}`, look: "Look at what runs first." });
      },
    }],
  }),
]);
