import process from "node:process";

setTimeout(() => console.log("timer"), 0);
process.nextTick(() => console.log("tick"));
Promise.resolve().then(() => console.log("microtask"));
console.log("the module's code");
