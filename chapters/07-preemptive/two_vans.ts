/** Every schedule of two vans that are added to one depot, if a task may be stopped between reading and writing. */
import { explore } from "../../labs/_runtime/explore/mod.ts";

// #region shown
function program() {
  const depot = { grams: 0 };
  function* add(grams: number) {
    const before = depot.grams;
    yield; // weighing loops: a safe point
    depot.grams = before + grams;
  }
  return {
    tasks: { "van 1": () => add(500), "van 2": () => add(300) },
    outcome: () => `${depot.grams} g`,
  };
}
// #endregion

for (const { text, schedule } of explore(program)) console.log(`${text} <- ${schedule.join(", ")}`);
