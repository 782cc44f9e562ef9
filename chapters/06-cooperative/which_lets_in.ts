import process from "node:process";
import { setImmediate } from "node:timers";

// #region shown
/** What each way to say "go on later" does to a timer that is due. */
const ways: Record<string, (go: () => void) => void> = {
  "await of something ready": (go) => void Promise.resolve().then(go),
  "queueMicrotask": (go) => queueMicrotask(go),
  "process.nextTick": (go) => process.nextTick(go),
  "setImmediate": (go) => void setImmediate(go),
  "setTimeout of 0": (go) => void setTimeout(go, 0),
};

for (const [way, later] of Object.entries(ways)) {
  let rung = false;
  setTimeout(() => rung = true, 1);
  const until = performance.now() + 20;
  while (performance.now() < until); // by now the timer is due
  for (let turn = 0; turn < 10; turn++) await new Promise<void>(later);
  console.log(`${way}: ${rung ? "lets the timer in" : "keeps it out"}`);
  while (!rung) await new Promise((resolve) => setTimeout(resolve, 1));
}
// #endregion
