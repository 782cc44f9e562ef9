import { framesInUse, processOf } from "./fork.ts";

// #region asked
const server = processOf(new Array<string>(1_000).fill("loaded"));
const backends = [server.fork(), server.fork(), server.fork()];
for (const backend of backends) {
  for (let page = 0; page < 100; page++) backend.write(page, "my own");
}
for (let page = 0; page < 100; page++) server.write(page, "changed");
// #endregion

console.log(framesInUse([server, ...backends]));
