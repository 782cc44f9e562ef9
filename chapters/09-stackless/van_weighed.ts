/** Every schedule of two vans whose weights are added across a suspension, in one expression. */
import { explore } from "../../labs/_runtime/explore/mod.ts";

// #region shown
function program() {
  const depot = { grams: 0 };
  function* weigh(grams: number) {
    yield; // the scales need a moment
    return grams;
  }
  function* add(grams: number) {
    depot.grams += yield* weigh(grams);
  }
  return {
    tasks: { "van 1": () => add(500), "van 2": () => add(300) },
    outcome: () => `${depot.grams} g`,
  };
}
// #endregion

for (const { text, schedule } of explore(program)) console.log(`${text} <- ${schedule.join(", ")}`);
