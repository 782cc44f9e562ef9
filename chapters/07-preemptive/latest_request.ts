/** When a monitor that only looks now and then asks a goroutine to stop; in milliseconds since the goroutine began. */

// #region asked
const SLEEP_MS = 10; // sysmon on a quiet system
const SLICE_MS = 10; // forcePreemptNS
// #endregion

/** The goroutine begins `phaseMs` after a look, or as good as 0 after it. The first look sees a new goroutine, later ones how long ago that was. */
function requestedAfter(phaseMs: number): number {
  const firstLook = SLEEP_MS - phaseMs;
  let look = firstLook;
  while (look - firstLook < SLICE_MS) look += SLEEP_MS;
  return look;
}

const phasesMs = Array.from({ length: SLEEP_MS }, (_, ms) => ms);
console.log(Math.max(...phasesMs.map(requestedAfter)));
