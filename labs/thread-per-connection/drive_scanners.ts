/** The scanners outside: they send, compare what comes back with it, and note how long they waited. */
import { type Coroutine, isErrno, type ModelThreadKernel, must, O_NONBLOCK } from "@interleave/kernel";
import type { DriveTools } from "../_runner/lab.ts";
import type { Scanner } from "./drive.ts";

export const NS_PER_MS = 1_000_000;
export const NAME = "service";

interface Attending {
  readonly index: number;
  readonly record: DriveTools["record"];
  readonly places: () => number;
}

/** Where all scanners take what they read: one after the other, and none of them keeps it. */
const buffer = new Uint8Array(16_384);

/** One scanner's day, as things that happen outside. */
export function attend(kernel: ModelThreadKernel, scanner: Scanner, { index, record, places }: Attending) {
  const seen = {
    sent: 0,
    right: 0,
    wrong: false,
    longestMs: 0 as number | null,
    closedMs: null as number | null,
    connectedAt: 0,
    leftAt: 0,
  };
  /** How far it had sent after each scan, and when that was. */
  const due: { readonly upTo: number; readonly sentMs: number }[] = [];
  let fd = -1;

  function at(ms: number, happen: () => void): void {
    kernel.at(ms * NS_PER_MS, happen);
  }

  function take(nowMs: number): void {
    for (;;) {
      const count = atOnce(kernel.read(fd, buffer));
      if (count === "EAGAIN") return;
      if (isErrno(count) || count === 0) {
        seen.closedMs ??= nowMs;
        return;
      }
      for (let offset = 0; offset < count; offset++) {
        if (buffer[offset] !== byteAt(index, seen.right)) seen.wrong = true;
        if (seen.wrong) return;
        seen.right += 1;
      }
      while (due.length > 0 && due[0]!.upTo <= seen.right) {
        seen.longestMs = Math.max(seen.longestMs ?? 0, nowMs - due.shift()!.sentMs);
      }
    }
  }

  /** Every millisecond while answers come, then less and less often. */
  function takeFrom(ms: number, gapMs = 1): void {
    at(ms, () => {
      if (ms >= scanner.leavesMs) return;
      const before = seen.right;
      take(ms);
      if (due.length === 0 || seen.closedMs !== null || seen.wrong) return;
      const nextGapMs = seen.right > before ? 1 : 2 * gapMs;
      takeFrom(ms + nextGapMs, nextGapMs);
    });
  }

  at(scanner.connectsMs, () => {
    fd = must(kernel.socket(O_NONBLOCK));
    seen.connectedAt = places();
    record({ kind: "printed", text: `scanner ${index + 1} connects` });
    atOnce(kernel.connect(fd, NAME));
  });
  // Whoever is refused hears it at once.
  at(scanner.connectsMs + 1, () => scanner.readsFromMs <= scanner.connectsMs && take(scanner.connectsMs + 1));
  for (const { atMs, bytes } of scanner.scans) {
    at(atMs, () => {
      const scan = Uint8Array.from({ length: bytes }, (_, offset) => byteAt(index, seen.sent + offset));
      const taken = atOnce(kernel.write(fd, scan));
      if (isErrno(taken)) return;
      seen.sent += taken;
      due[due.length] = { upTo: seen.sent, sentMs: Math.max(atMs, scanner.readsFromMs) };
      if (due.length === 1) takeFrom(Math.max(atMs + 1, scanner.readsFromMs));
    });
  }
  at(scanner.leavesMs, () => {
    if (scanner.readsFromMs < scanner.leavesMs) take(scanner.leavesMs);
    if (due.length > 0) seen.longestMs = null;
    seen.leftAt = places();
    record({ kind: "printed", text: `scanner ${index + 1} leaves` });
    kernel.close(fd);
  });
  return seen;
}

/** What a scanner sends at a place of its stream: its own. */
function byteAt(scanner: number, place: number): number {
  return (scanner * 101 + place * 7 + (place >> 8)) & 255;
}

/** What a client outside gets from a call that never waits. */
function atOnce<Value>(call: Coroutine<Value>): Value {
  return call.next().value as Value;
}
