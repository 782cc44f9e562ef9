/** What a program hears when Linux does not come back from a call: the sandbox would be killed for it, without a trace. */
import { WaitsForEver } from "../../../_runtime/kernel/waits_for_ever.ts";

/** A call that has not returned. */
export interface Waiting {
  /** As the manual has it. */
  readonly call: string;
  /** For how long, beyond the limit that it named. */
  readonly waitedMs: number;
  /** Of an epoll_wait: how many descriptors are registered with the instance; else `null`. */
  readonly registered: number | null;
}

/** Thrown in the program, as the model throws `WaitsForEver`. The driver is lost to the call: no other can be made after it. */
export class StillWaits extends WaitsForEver {
  constructor({ call, waitedMs, registered }: Waiting) {
    const waited = `${call} has waited ${waitedMs / 1_000} s on Linux`;
    super(call, { saying: `${waited}, and would go on for ever: ${why(registered)}` });
  }
}

function why(registered: number | null): string {
  if (registered === null) {
    return "what it waits for is not ready, and nobody makes it ready. Make the descriptor non-blocking, or give the wait a limit";
  }
  if (registered === 0) return "nothing is registered with this epoll instance, so nothing can wake it";
  const none = registered === 1
    ? "the one registered descriptor is not"
    : `none of the ${registered} registered descriptors is`;
  return `${none} ready for what it was registered for, and nobody makes it so`;
}
