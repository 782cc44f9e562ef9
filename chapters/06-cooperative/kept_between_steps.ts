// #region shown
function* countParcels(perTruck: readonly number[]) {
  let total = 0;
  for (const parcels of perTruck) {
    total += parcels;
    yield total;
  }
}

const ghent = countParcels([30, 12]);
const lille = countParcels([500]);
console.log("Ghent so far:", ghent.next().value);
console.log("Lille so far:", lille.next().value);
console.log("Ghent so far:", ghent.next().value);
// #endregion
