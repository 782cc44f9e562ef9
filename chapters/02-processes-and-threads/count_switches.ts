import { oneThread, threadPerConnection, usageOf } from "./two_servers.ts";

const SERVERS = { "a thread each": threadPerConnection, "one thread": oneThread } as const;

console.log("clients".padStart(22), "switches a request   in memory   reserved");
// #region shown
for (const clients of [10, 1_000]) {
  for (const [name, server] of Object.entries(SERVERS)) {
    const { requests, switches, memoryBytes, reservedBytes } = await usageOf(server, clients);
    row(`${name.padEnd(14)} ${clients}`, switches / requests, memoryBytes / 2 ** 20, reservedBytes / 2 ** 20);
  }
}
// #endregion

function row(name: string, switches: number, memoryMib: number, reservedMib: number): void {
  const memory = `${memoryMib.toFixed(1).padStart(7)} MiB`;
  console.log(name.padEnd(22), switches.toFixed(2).padStart(18), memory, `${reservedMib}`.padStart(6), "MiB");
}
