/** Address space and memory are two things: what a reservation costs, and what touching it costs. */
const MIB = 2 ** 20;
const PAGE = 4096;

// #region shown
const before = Deno.memoryUsage().rss;
const stacks = Array.from({ length: 100 }, () => new Uint8Array(8 * MIB));
report("reserved 100 stacks of 8 MiB");

for (const stack of stacks) stack[0] = 1;
report("touched the first byte of each");

for (let at = 0; at < 8 * MIB; at += PAGE) stacks[7]![at] = 1;
report("touched one of them all through");
// #endregion

function report(what: string): void {
  const mib = (Deno.memoryUsage().rss - before) / MIB;
  console.log(`${what.padEnd(33)} ${mib.toFixed(1).padStart(5)} MiB in memory`);
}
