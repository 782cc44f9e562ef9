import { askedPerMessage } from "./idle_connections.ts";

// #region asked
console.log(askedPerMessage("poll", 1_000));
// #endregion
