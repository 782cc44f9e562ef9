import { runTasks } from "./run_tasks.ts";

// #region shown
function* countParcels(depot: string, trucks: number) {
  for (let truck = 1; truck <= trucks; truck++) {
    console.log(`${depot}: truck ${truck}`);
    yield;
  }
  console.log(`${depot}: done`);
}

const depots = [["Ghent", 2], ["Lille", 1], ["Paris", 3]] as const;
runTasks(depots.map(([name, trucks]) => countParcels(name, trucks)));
// #endregion
