/** A plain function calls an async one, and cannot wait for it. */

function signatureOf(parcel: string): Promise<string> {
  return Promise.resolve(`signature for ${parcel}`);
}

// #region shown
function printProofs(parcels: readonly string[]): void {
  parcels.forEach(async (parcel) => {
    console.log(`asking for ${parcel}`);
    console.log(await signatureOf(parcel));
  });
  console.log("all proofs printed");
}

printProofs(["P-1", "P-2"]);
// #endregion
