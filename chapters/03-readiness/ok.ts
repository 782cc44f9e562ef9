/** What a call returned, for programs in which no call can fail. */
import { isErrno, type Returned } from "../../labs/_runtime/kernel/mod.ts";

/** The value. Throws when it is an error's name. */
export function ok<Value extends number | object>(returned: Returned<Value>): Value {
  if (isErrno(returned)) throw new Error(`the kernel refused: ${returned}`);
  return returned;
}
