import { endMs, traced } from "./traced_page.ts";
import { oneByOne, together } from "./tracking_page.ts";

// #region shown
console.log(`one by one: ${endMs(await traced(oneByOne))} ms`);
console.log(`together:   ${endMs(await traced(together))} ms`);
// #endregion
