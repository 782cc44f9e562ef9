/** How a trace words what a system call is given and returns, much as strace(1) does, but shorter. */
import { eventNames } from "./flags.ts";
import type { EpollEvent } from "./kernel.ts";
import type { Ring } from "./ring.ts";

/** An argument or a result, short: bytes by their number, events by their names. */
export function inWords(value: unknown): string {
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (isRing(value)) return `ring ${value.fd}`;
  if (Array.isArray(value)) return `[${value.map(inWords).join(", ")}]`;
  if (isEvent(value)) return `${eventNames(value.events)} for ${value.data}`;
  if (typeof value === "object" && value !== null) return JSON.stringify(value);
  return String(value);
}

function isRing(value: unknown): value is Ring {
  return typeof value === "object" && value !== null && "submission" in value && "completion" in value;
}

function isEvent(value: unknown): value is EpollEvent {
  return typeof value === "object" && value !== null && "events" in value && "data" in value;
}
