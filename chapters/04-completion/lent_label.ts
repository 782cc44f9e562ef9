/** Every schedule of a program that reuses a buffer it has lent, and of a kernel that takes the bytes when it likes. */
import { explore } from "../../labs/_runtime/explore/mod.ts";

// #region shown
function program() {
  const buffer = [..."P-1042"]; // lent with a write to the log
  const log: string[] = [];

  function* kernel() {
    log.push(...buffer.slice(0, 3)); // as far as one page reaches
    yield;
    log.push(...buffer.slice(3));
  }
  function* ours() {
    yield; // the write is submitted, not completed
    buffer.splice(0, 6, ..."Q-7700"); // the next label
  }
  return { tasks: { kernel, ours }, outcome: () => log.join("") };
}
// #endregion

for (const { text, schedule } of explore(program)) console.log(`${text} <- ${schedule.join(", ")}`);
