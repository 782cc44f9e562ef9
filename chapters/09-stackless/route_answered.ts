/** Three async functions call one another, and the innermost waits: who runs when the answer comes? */

const { promise: answered, resolve: answer } = Promise.withResolvers<string>();

// #region shown
async function stop() {
  console.log("the stop asks");
  const words = await answered;
  console.log(`the stop hears ${words}`);
}

async function route() {
  await stop();
  console.log("the route goes on");
}

const done = route();
console.log("the caller goes on");
answer("yes");
await done;
// #endregion
