/** Round robin's promise in numbers. */
// #region asked
const TASKS = 20; // all of them always have something to do
const PIECE_MS = 5;
// #endregion
import { TimedScheduler } from "./timed_scheduler.ts";

const scheduler = new TimedScheduler();
const beganMs: number[] = [];

function* busy() {
  for (let piece = 0; piece < 3; piece++) {
    scheduler.spend(PIECE_MS);
    yield;
  }
}

function* request() {
  yield 0.001; // comes in when the first task has just begun
  beganMs.push(scheduler.nowMs);
}

scheduler.spawn("request", request());
for (let task = 0; task < TASKS; task++) scheduler.spawn(`task ${task}`, busy());
scheduler.run();
console.log(Math.round(beganMs[0]!));
