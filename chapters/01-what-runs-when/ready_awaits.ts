setTimeout(() => console.log("timer"), 0);
for (let turn = 0; turn < 100_000; turn++) {
  await Promise.resolve("already here");
}
console.log("100,000 awaits done");
