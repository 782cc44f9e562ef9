/** What is reserved for the stacks of so many threads, and what is there. */
// #region asked
const THREADS = 10_000;
const RESERVED_MIB = 8;
const TOUCHED_KIB = 16; // as much as an idle CPython thread
// #endregion

console.log(THREADS * RESERVED_MIB / 1024, "GiB reserved");
console.log(THREADS * TOUCHED_KIB / 1024);
