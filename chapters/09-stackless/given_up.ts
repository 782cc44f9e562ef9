/** Two rounds are told to end: one that stands at a yield, and one that has not begun. */

// #region shown
function* round(courier: string): Generator<string, string, void> {
  console.log(`${courier} takes the van`);
  try {
    yield "ring";
    return "delivered";
  } finally {
    console.log(`${courier} locks the van`);
  }
}

const [anna, bert] = [round("Anna"), round("Bert")];
anna.next();
console.log(anna.return("given up"));
console.log(bert.return("given up"));
console.log(bert.next());
// #endregion
