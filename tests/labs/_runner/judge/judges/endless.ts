/** A judge that never comes to a verdict. */
import { defineJudge, scenario } from "../../../../../labs/_runner/judge/scenario.ts";

export const judge = defineJudge([scenario({
  input: () => 1,
  tests: [{
    name: "a claim",
    check() {
      for (;;);
    },
  }],
})]);
