// A loop
function* proofOfPieces(parcel, pieces) {
  let sum = 0;
  let piece = 1;
  while (piece <= pieces) {
    const photo = yield `photo ${piece}`;
    sum += checksum(photo);
    piece += 1;
  }
  const signature = yield "signature";
  return seal(parcel, sum, signature);
}
