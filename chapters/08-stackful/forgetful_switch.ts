import { runVans } from "./vans.ts";

// #region shown
const keptByTheSwitch = ["r5", "r6", "r7", "r8", "fp"] as const;
const { printed } = runVans(keptByTheSwitch);
console.log(...printed);
// #endregion
