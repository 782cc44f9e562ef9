/** The compiled `price`, given a way to find out a leg's tariff. */
import { priceModule } from "./price_wasm.ts";
import { shape } from "./route.ts";

/** A new instance of the module; each has its own `tariff`. */
export function instanceWith(tariff: WebAssembly.ImportValue) {
  const { exports } = new WebAssembly.Instance(priceModule, { price: { ...shape, tariff } });
  return { price: exports.price as (leg: number) => number };
}
