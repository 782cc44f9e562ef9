/** Requests arrive ten to the millisecond; the arrivals of one second. */
const REQUESTS = 10_000;
// #region asked
const STALL_MS = 50; // once a second
// #endregion

const delaysMs = Array.from({ length: REQUESTS }, (_, index) => Math.max(0, STALL_MS - index / 10));
delaysMs.sort((a, b) => a - b);
console.log(Math.round(delaysMs[Math.floor(REQUESTS * 0.99)]!));
