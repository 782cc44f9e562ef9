/**
 * What it costs to send a parcel. Written when tariffs were a table: nothing in it waits, and nothing says `async`.
 *
 * The three functions that it calls are given to it when it is loaded. It is TypeScript, and as it stands also
 * AssemblyScript, which has made `price_wasm.ts` of it.
 */
declare function legCount(leg: number): number;
declare function legAt(leg: number, index: number): number;
declare function tariff(leg: number): number;

// #region price
export function price(leg: number): number {
  const legs = legCount(leg);
  if (legs === 0) return tariff(leg);
  let cents = 0.0;
  for (let index = 0; index < legs; index++) {
    cents += price(legAt(leg, index));
  }
  return cents;
}
// #endregion
