/** Giving way: the task goes to the end of the run queue, and the next one runs. */

const GIVE_WAY: IteratorResult<undefined, void> = { done: false, value: undefined };
const GONE_ON: IteratorResult<undefined, void> = { done: true, value: undefined };

// It holds nothing of its task, so one object serves all: the first `next` hears nothing, the second what the scheduler says.
const pausing: Iterable<undefined, void> & Iterator<undefined, void> = {
  next: (token?: unknown) => token === undefined ? GIVE_WAY : GONE_ON,
  throw(error: unknown): never {
    throw error;
  },
  return: () => GONE_ON,
  [Symbol.iterator]: () => pausing,
};

/** `yield* pause()`: lets others run. The same as a bare `yield`. */
export function pause(): Iterable<undefined, void> {
  return pausing;
}
