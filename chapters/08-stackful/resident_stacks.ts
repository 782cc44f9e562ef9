/** What a hundred thousand fixed stacks reserve, and what of it is there. */

// #region asked
const COROUTINES = 100_000;
const STACK_KIB = 64; // and a guard page that is never touched
const PAGE_KIB = 4;
const USED_BYTES = 5_000; // at the deepest, so far
// #endregion

const pagesEach = Math.ceil(USED_BYTES / (PAGE_KIB * 1024));
console.log(COROUTINES * STACK_KIB / 1024 ** 2, "GiB reserved");
console.log(COROUTINES * pagesEach * PAGE_KIB / 1024);
