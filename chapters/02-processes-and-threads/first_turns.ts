import { competitor, nextOf, serve } from "./eevdf.ts";

// #region asked
const tasks = [
  competitor("import", { sliceMs: 12 }),
  competitor("report", { sliceMs: 12 }),
  competitor("api", { sliceMs: 3 }),
];
for (let turn = 0; turn < 5; turn++) {
  const task = nextOf(tasks);
  console.log(task.name);
  serve(task);
}
// #endregion
