import { runTasks } from "./run_tasks.ts";

// #region shown
function* countParcels(depot: string, trucks: number) {
  for (let truck = 1; truck <= trucks; truck++) {
    console.log(`${depot}: truck ${truck}`);
    yield;
  }
  console.log(`${depot}: done`);
}

runTasks([countParcels("Ghent", 2), countParcels("Lille", 1), countParcels("Paris", 3)]);
// #endregion
