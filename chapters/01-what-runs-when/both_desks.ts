import { claimingDesk, labelDesk } from "./label_once.ts";
import { labelsPrinted } from "./traced_labels.ts";

// #region shown
console.log("check, wait, act:", await labelsPrinted(labelDesk));
console.log("claim, then wait:", await labelsPrinted(claimingDesk));
// #endregion
