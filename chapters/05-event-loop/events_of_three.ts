import { threeResults } from "./woken.ts";

// #region asked
console.log(threeResults().events);
// #endregion
