import { processOf } from "./fork.ts";

// #region shown
const parent = processOf(["Ghent 4.10", "Lille 4.60"]);
const child = parent.fork();
parent.write(0, "Ghent 4.30");
child.write(1, "Lille 5.00");
console.log("parent:", parent.read(0), "|", parent.read(1));
console.log("child:", child.read(0), "|", child.read(1));
// #endregion
