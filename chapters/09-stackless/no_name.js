// A value without a name
function* add(depot, grams) {
  depot.grams += yield `weigh ${grams} g`;
  return depot.grams;
}
