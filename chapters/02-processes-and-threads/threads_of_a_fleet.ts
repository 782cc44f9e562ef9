/** Each server keeps a thread for each of the others. */
// #region asked
const threadsOfOne = (servers: number) => servers - 1;
const threadsOfAll = (servers: number) => servers * threadsOfOne(servers);
// #endregion

console.log(threadsOfAll(440) - threadsOfAll(400));
