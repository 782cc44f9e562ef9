/** Every connection has a read under way, and so a buffer that is lent to the kernel. */
// #region asked
const connections = 10_000;
const bufferKiB = 4;
const lentMiB = connections * bufferKiB / 1_024;
// #endregion

console.log(lentMiB);
