/** One preemption, step by step: each part says what it does. */
import { siteAt } from "../../labs/_runtime/safepoints/mod.ts";
import { doubleScans, scansOfADay } from "./double_scans.ts";
import "./double_scans_twin.ts";
import type { Monitor } from "./monitor.ts";
import { type Observer, share, work } from "./share.ts";

let looks = 0;
let raised = false;
const monitor: Monitor = {
  isRaised() {
    looks++;
    if (looks === 5) {
      raised = true;
      console.log("the monitor raises the flag");
    }
    return raised;
  },
  lower() {
    if (raised) console.log("the scheduler takes the flag down");
    raised = false;
  },
};

const seen: string[] = [];
function say(words: string): void {
  if (!seen.includes(words)) console.log(words);
  seen.push(words);
}
const observer: Observer = {
  started: (name) => say(`${name} runs`),
  preempted(name, { line, column }) {
    say(`${name} looks at the flag at a loop head and gives way`);
    if (siteAt(line, column) === siteAt(12, 5)) return;
    throw new Error(`${name} stopped at ${line}:${column}`);
  },
  finished() {},
};

const timer = setTimeout(() => say("the health check is answered"), 0);
while (performance.now() < 30); // the timer is due, and waits for the loop
const scans = scansOfADay(300);
const names = ["Ghent", "Lille"];
const tasks = names.map((name) => work(name, doubleScans, scans));
await share(tasks, monitor, observer);
clearTimeout(timer);
