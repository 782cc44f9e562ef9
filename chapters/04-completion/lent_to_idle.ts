/** Every connection has a read under way, and so a buffer that is lent to the kernel. */
// #region asked
const connections = 10_000;
const bufferKiB = 4;
// #endregion

console.log(connections * bufferKiB / 1_024);
