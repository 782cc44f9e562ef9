/** A judge whose author made a mistake. */
import { defineJudge, scenario } from "../../../../../labs/_runner/judge/scenario.ts";

export const judge = defineJudge([scenario({
  input: () => 1,
  tests: [{
    name: "a claim",
    check() {
      throw new Error("the author forgot a case");
    },
  }],
})]);
