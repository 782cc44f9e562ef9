import process from "node:process";
import { setImmediate } from "node:timers";

setTimeout(() => {
  console.log("timer A");
  setImmediate(() => console.log("immediate from A"));
  Promise.resolve().then(() => console.log("microtask from A"));
  process.nextTick(() => console.log("tick from A"));
}, 0);
setTimeout(() => console.log("timer B"), 0);
Promise.resolve().then(() => console.log("the module's microtask"));
console.log("the module's code");
