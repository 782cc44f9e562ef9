/** What calls of the kernel give, where the drive knows that they can neither fail nor wait. */
import { isErrno, type Returned } from "@interleave/kernel";
import type { Coroutine } from "@interleave/scheduler";

export function value<Value extends number | object>(returned: Returned<Value>): Value {
  if (isErrno(returned)) throw new Error(returned);
  return returned;
}

/** What a client outside gets from a call that never waits. */
export function atOnce<Value>(call: Coroutine<Value>): Value {
  return call.next().value as Value;
}
