/** What waiting costs, for a figure: in a process of its own, whose memory nobody else uses meanwhile. */
import { costOfATask, costOfAWorker } from "./what_waiting_costs.ts";

const worker = await costOfAWorker();
const task = await costOfATask();
console.log(JSON.stringify({ workerBytes: worker.bytes, taskBytes: task.bytes }));
