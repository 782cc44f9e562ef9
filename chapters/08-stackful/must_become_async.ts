/** Who has to be changed when one function at the bottom begins to wait, in a language whose functions have colours. */

// #region asked
const CALLS: Readonly<Record<string, readonly string[]>> = {
  "GET /quote": ["cheapest"],
  "GET /label": ["printLabel"],
  cheapest: ["price", "byPrice"],
  byPrice: ["price"],
  invoice: ["lineOf", "vat"],
  lineOf: ["price"],
  nightlyInvoices: ["invoice"],
  printLabel: ["addressOf"],
  price: ["price", "tariff"],
  tariff: [],
  vat: [],
  addressOf: [],
};
// #endregion

const waits = new Set(["tariff"]);
let known = 0;
while (known !== waits.size) {
  known = waits.size;
  for (const [caller, called] of Object.entries(CALLS)) if (called.some((name) => waits.has(name))) waits.add(caller);
}
console.log(waits.size - 1); // `tariff` itself was going to change anyway
