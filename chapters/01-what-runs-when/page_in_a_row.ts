import { endMs, traced } from "./traced_page.ts";
import { oneByOne } from "./tracking_page.ts";

// #region asked
console.log(endMs(await traced(oneByOne)));
// #endregion
