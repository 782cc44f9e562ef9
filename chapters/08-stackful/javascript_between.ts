import { instanceWith } from "./instance_with.ts";
import { promising, Suspending } from "./jspi.ts";
import { carriedLeg, TO_LYON } from "./route.ts";

// #region shown
const askCarrier = (leg: number) => Promise.resolve(carriedLeg(leg).cents);
const inner = instanceWith(new Suspending(askCarrier));
const outer = instanceWith((leg: number) => inner.price(leg) + 20);

const quote = promising(outer.price);
// #endregion

// #region tried
try {
  console.log(await quote(TO_LYON));
} catch (error) {
  console.log(String(error));
}
// #endregion
