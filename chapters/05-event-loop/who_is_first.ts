import { day } from "./depot_day.ts";

const { lines } = day(({ loop, print }) => {
  // #region shown
  loop.soon(() => {
    print("label");
    loop.soon(() => print("receipt"));
  });
  loop.setTimer(0, () => print("timer of 0 ms"));
  loop.soon(() => print("scan"));
  // #endregion
});
for (const line of lines) console.log(line.slice(8));
