/** A process with many open files, and a single connection. */
import { createModelKernel } from "../../labs/_runtime/kernel/mod.ts";
import { surely } from "../_listings/surely.ts";

// #region shown
const kernel = surely(createModelKernel({ maxDescriptors: 4_096 }));
// Logs, tables, other people's sockets:
for (let file = 0; file < 1_021; file++) kernel.memfdCreate();
const [connection] = kernel.socketpair(0);
console.log(`the connection is descriptor ${connection}`);
try {
  kernel.select({ read: [connection], write: [], except: [] }, 0);
} catch (error) {
  console.log(String(error).replace("; ", "\n  "));
}
const [events] = kernel.poll([{ fd: connection, events: 1 }], 0);
console.log(`poll says ${events}: nothing to read`);
// #endregion
