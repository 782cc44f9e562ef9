/** How much is copied in all until a stack that doubles has its size. */

// #region asked
const FIRST_KIB = 2;
const LAST_KIB = 64;
// #endregion

let copiedKib = 0;
for (let kib = FIRST_KIB; kib < LAST_KIB; kib *= 2) copiedKib += kib; // all of it moves, into one twice as large
console.log(copiedKib);
