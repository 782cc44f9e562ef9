/** A generator and a class that does the same, resumed side by side; and what can be seen of each while it is suspended. */
import { proof } from "./proof.ts";
import { Proof } from "./proof_class.ts";

const PHOTO = new TextEncoder().encode("a parcel at a door");
const SIGNATURE = new TextEncoder().encode("Vermeer");

/** What one step gave. */
function words({ value, done }: { readonly value: string | undefined; readonly done?: boolean }): string {
  return done ? `done: ${value}` : `asks for ${value}`;
}

// #region shown
const generator = proof("P-1001");
const object = new Proof("P-1001");

for (const sent of [new Uint8Array(), PHOTO, SIGNATURE]) {
  console.log("generator ", words(generator.next(sent)));
  console.log("class     ", words(object.next(sent)));
  console.log("          ", JSON.stringify(object));
}
console.log("generator ", JSON.stringify(generator));
// #endregion
