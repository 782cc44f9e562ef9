/** A loop of awaits none of which has to wait, beside a timer. */
function cached(): Promise<string> {
  return Promise.resolve("not yet");
}

// #region shown
const beganMs = performance.now();
const sinceMs = () => Math.round(performance.now() - beganMs);
let questions = 0;

setTimeout(() => {
  console.log(`the timer of 10 ms came after ${sinceMs()} ms`);
}, 10);
while (sinceMs() < 300) {
  await cached(); // "not yet"
  questions++;
}
console.log(`asked ${questions.toLocaleString("en")} times`);
// #endregion
