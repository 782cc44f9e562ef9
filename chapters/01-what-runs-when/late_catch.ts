import { setTimeout as sleep } from "node:timers/promises";

async function scans() {
  await sleep(80);
  return ["Ghent depot"];
}

async function eta(): Promise<string> {
  await sleep(60);
  throw new Error("eta is down");
}

// #region shown
async function page() {
  const pendingScans = scans(); // takes 80 ms
  const pendingEta = eta(); // fails after 60 ms
  try {
    return { scans: await pendingScans, eta: await pendingEta };
  } catch {
    return { scans: [], eta: "unknown" };
  }
}
// #endregion

// #region listener
globalThis.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  console.log(`unhandled rejection: ${event.reason.message}`);
});
console.log("page:", await page());
// #endregion
