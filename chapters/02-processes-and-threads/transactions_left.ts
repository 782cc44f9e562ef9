// #region asked
const POOL = 20;
const HELD_BY_JOBS = 15;
const TRANSACTION_MS = 10;
// #endregion

console.log((POOL - HELD_BY_JOBS) * 1_000 / TRANSACTION_MS);
