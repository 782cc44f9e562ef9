/** In what order things happen when one plan does not give way. */
import { threePlans } from "./three_plans.ts";

const { events } = threePlans(10, 60).trace;
const [customer, ghent, lille] = [1, 2, 3];
const firstTurn = events.findIndex((event) => {
  return event.kind === "task-started" && event.task === lille;
});

const WORDS = new Map([
  [`task-started ${lille}`, "Lille's plan begins"],
  [`task-woken ${customer}`, "the customer's question is in"],
  [`task-yielded ${lille}`, "Lille's plan lets go of the thread"],
  [`task-started ${ghent}`, "Ghent's plan has its second turn"],
  [`task-started ${customer}`, "the customer is answered"],
]);

for (const event of events.slice(firstTurn)) {
  if (!("task" in event)) continue;
  const key = `${event.kind} ${event.task}`;
  const words = WORDS.get(key);
  if (words !== undefined) console.log(words);
  WORDS.delete(key);
}
