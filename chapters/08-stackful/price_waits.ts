/** One compiled `price`, given a table, and then carriers that have to be waited for. */
import { instanceWith } from "./instance_with.ts";
import { promising, Suspending } from "./jspi.ts";
import { carriedLeg, TO_LYON, TO_MARSEILLE } from "./route.ts";

/** How many calls of `price` are on the stack right now, as the engine tells it. */
function callsDeep(): number {
  return new Error().stack!.split("\n").filter((line) => line.includes("wasm")).length;
}

// #region shown
const table = instanceWith((leg: number) => carriedLeg(leg).cents);
console.log("table, Lyon:     ", table.price(TO_LYON));
console.log("table, Marseille:", table.price(TO_MARSEILLE));

async function askCarrier(leg: number) {
  const { name, cents, answersMs } = carriedLeg(leg);
  console.log(`${callsDeep()} calls deep, waiting for ${name}`);
  await new Promise((resolve) => setTimeout(resolve, answersMs));
  return cents;
}

const carriers = instanceWith(new Suspending(askCarrier));
const quote = promising(carriers.price);
const quotes = [quote(TO_LYON), quote(TO_MARSEILLE)];
console.log("carriers:", (await Promise.all(quotes)).join(" and "));
// #endregion
