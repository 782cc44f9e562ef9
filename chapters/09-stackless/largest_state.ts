/** How large a future is whose states share their room: as large as its largest state, and the byte that tells which. */

/** The variables that are alive at each await, in bytes. */
// #region states
const STATES = [
  { photo: 1_024 }, // the first await, in a block of its own
  { photo: 1_024 }, // the second
  { photo: 1_024 }, // the third
];
const INNER = 1; // the future that is being awaited
const WHICH = 1; // the id of the state
// #endregion

const rooms = STATES.map((variables) => Object.values(variables).reduce((sum, bytes) => sum + bytes, INNER));
console.log(Math.max(...rooms) + WHICH);
