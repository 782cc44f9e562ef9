/**
 * What the model says where Linux says nothing: the call will never return.
 *
 * A call that has to wait needs somebody to end the wait: a peer, a timer, another thread. In a model with one thread only a
 * timer can, so a wait without one is a hang, found at once and not by a reader who wonders how long to wait.
 */

/** More about a call that hangs. */
export interface Hang {
  /** Bytes that were written before. */
  readonly written?: number;
  /** The whole message, where another kernel than the model has found the hang. */
  readonly saying?: string;
}

/** Thrown by a call of the model that could never return. The kernel's state is what it would be while it hangs. */
export class WaitsForEver extends Error {
  /** The name that stack traces print. */
  override readonly name = "WaitsForEver";
  /** The call's name, as the manual has it. */
  readonly call: string;
  /** What had been written when a write came to a halt. */
  readonly written: number;

  /** Names the call that hangs, and says what made that plain: here that nothing is left which could end the wait. */
  constructor(call: string, { written = 0, saying = nobodyIsLeft(call) }: Hang = {}) {
    super(saying);
    this.call = call;
    this.written = written;
  }
}

function nobodyIsLeft(call: string): string {
  return `${call} waits for ever: what it waits for is not ready, nobody else runs who could make it ready, ` +
    "and no timer is set. Make the descriptor non-blocking, or give the wait a limit";
}
