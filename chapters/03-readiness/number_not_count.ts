/** A process with many open files, and a single connection. */
import { createModelKernel } from "../../labs/_runtime/kernel/mod.ts";
import { ok } from "./ok.ts";

// #region shown
const kernel = createModelKernel({ maxDescriptors: 4_096 });
for (let file = 0; file < 1_021; file++) ok(kernel.memfdCreate()); // logs, tables, other people's sockets
const [connection] = ok(kernel.socketpair(0));
console.log(`the connection is descriptor ${connection}`);
try {
  kernel.select({ read: [connection], write: [], except: [] }, 0);
} catch (error) {
  console.log(String(error));
}
console.log(`poll says ${kernel.poll([{ fd: connection, events: 1 }], 0)}: nothing to read`);
// #endregion
