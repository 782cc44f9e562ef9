/** Which of Kafka's two limits a slow batch trips first, by where the client sends its heartbeats from. */

const SECOND = 1_000;
// #region limits
const POLL_INTERVAL_MS = 300 * SECOND; // max.poll.interval.ms, poll to poll
const SESSION_MS = 45 * SECOND; // session.timeout.ms, beat to beat

/** `silentMs`: longest without a heartbeat; `busyMs`: without a poll. */
export function tripped(busyMs: number, silentMs: number): string {
  if (silentMs > SESSION_MS) return "session timeout";
  return busyMs > POLL_INTERVAL_MS ? "poll interval" : "stays";
}
// #endregion

if (import.meta.main) {
  const HEARTBEAT_MS = 3 * SECOND;
  console.log(`${"batch".padEnd(20)} ${"own thread".padEnd(16)} on the loop`);
  for (const work of ["computes", "waits"] as const) {
    for (const seconds of [30, 60, 360]) {
      const busyMs = seconds * SECOND;
      const onLoop = work === "computes" ? busyMs : HEARTBEAT_MS;
      const row = [`${work} for ${seconds} s`.padEnd(20), tripped(busyMs, HEARTBEAT_MS).padEnd(16)];
      console.log(...row, tripped(busyMs, onLoop));
    }
  }
}
