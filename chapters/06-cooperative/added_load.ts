/** Two loads, one formula. */
// #region asked
const BEFORE = 0.8; // of the time the thread was busy
const ADDED = 0.1; // of the time is spent in the innocent loop
// #endregion

const times = (load: number) => 1 / (1 - load);
console.log((times(BEFORE + ADDED) / times(BEFORE)).toFixed(2));
