import { instanceWith } from "./instance_with.ts";
import { promising, Suspending } from "./jspi.ts";
import { carriedLeg, TO_LYON } from "./route.ts";

// #region shown
function lookUp(leg: number) {
  const { name, cents } = carriedLeg(leg);
  console.log(name);
  return cents; // a number, and no promise of one
}

const quote = promising(instanceWith(new Suspending(lookUp)).price);
const total = quote(TO_LYON);
console.log("called");
console.log(await total);
// #endregion
