// A call of another generator
function* tour(parcels) {
  const sealed = [];
  for (const parcel of parcels) {
    sealed.push(yield* proof(parcel));
  }
  return sealed.join(", ");
}
