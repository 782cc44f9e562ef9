async function scans(parcelId: string) {
  console.log(`scans: asked about ${parcelId}`);
  const answer = await Promise.resolve("Ghent depot");
  console.log("scans: answered");
  return answer;
}

console.log("page: before the call");
const pending = scans("P-1001");
console.log("page: after the call");
await pending;
console.log("page: has the answer");
