import { oneThread, threadPerConnection, type Usage, usageOf } from "./two_servers.ts";

const MIB = 2 ** 20;
const SERVERS = { "a thread each": threadPerConnection, "one thread": oneThread } as const;

console.log("clients".padStart(22), "switches a request   in memory   reserved");
// #region shown
for (const clients of [10, 1_000]) {
  for (const [name, server] of Object.entries(SERVERS)) {
    row(`${name.padEnd(14)} ${clients}`, await usageOf(server, clients));
  }
}
// #endregion

function row(name: string, { requests, switches, memoryBytes, reservedBytes }: Usage): void {
  const memory = `${(memoryBytes / MIB).toFixed(1).padStart(7)} MiB`;
  const reserved = `${(reservedBytes / MIB).toFixed(0).padStart(6)} MiB`;
  console.log(name.padEnd(22), (switches / requests).toFixed(2).padStart(18), memory, reserved);
}
