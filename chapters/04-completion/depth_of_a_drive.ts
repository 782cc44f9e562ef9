/** A thousand blocks, four operations at a time, on a drive that takes 100 µs for each. */
import { copyAt, EVEN } from "./depth.ts";

// #region asked
const { tookMs } = copyAt(4, { blocks: 1_000, device: EVEN });
// #endregion

console.log(tookMs);
