/**
 * One coroutine in several ways, to be measured: `depth` functions call each other, and the deepest asks until it is told 0.
 * Here those that keep their state on the heap; `deep_stacks.ts` has those on stacks.
 *
 * A turn is one suspension and the way back. Each way has as little around it as it can: generators and classes are called
 * by a loop, async functions wait for promises that are resolved already. So a scheduler's cost is in none of them.
 *
 * What it leaves out. Turns among many, which miss the caches; anything in a frame but a number or two.
 */

/** A way to write it. */
export interface DeepCoroutine {
  /** What a figure calls it. */
  readonly name: string;
  /** Takes `turns` turns from `depth` calls deep; returns what the outermost function does: `turns + depth - 1`. */
  takeTurns(turns: number, depth: number): number | Promise<number>;
  /** Makes one that is suspended, `depth` calls deep. Whoever holds what is returned keeps it there. */
  suspend(depth: number): unknown;
}

/** What is resumed by a call: a generator, or a class that the stackless compiler made of one. */
export interface Resumable {
  /** Runs until it gives way or ends. */
  next(answer: number): { readonly value: number };
}

function* countTurns(depth: number): Generator<number, number, number> {
  if (depth > 1) return 1 + (yield* countTurns(depth - 1));
  let turns = 0;
  while ((yield turns) !== 0) turns += 1;
  return turns;
}

/** The source of `countTurns` at depth 1, for the stackless compiler. */
export const COUNT_TURNS = `function* countTurns() {
  let turns = 0;
  while ((yield turns) !== 0) turns += 1;
  return turns;
}`;

/** Generators, each call a `yield*`. */
export function deepGenerator(): DeepCoroutine {
  return resumed("generator", countTurns);
}

/** The class that was compiled from `COUNT_TURNS`: one call deep, whatever `depth` says. */
export function deepClass(make: () => Resumable): DeepCoroutine {
  return resumed("compiled class", make);
}

function resumed(name: string, make: (depth: number) => Resumable): DeepCoroutine {
  function suspend(depth: number): Resumable {
    const coroutine = make(depth);
    coroutine.next(0);
    return coroutine;
  }
  return {
    name,
    suspend,
    takeTurns(turns, depth) {
      const coroutine = suspend(depth);
      for (let turn = 1; turn <= turns; turn++) {
        // Looked at, or an engine that sees through `next` would leave out making it.
        if (coroutine.next(1).value !== turn) throw new Error(`${name}: turn ${turn} was lost`);
      }
      return coroutine.next(0).value;
    },
  };
}

/** Who answers a turn, from outside. */
export type Ask = (turn: number) => Promise<number>;

const GO_ON = Promise.resolve(1);
const END = Promise.resolve(0);

/** Answers 1 so often, then 0: by promises that are resolved already. */
export function answering(turns: number): Ask {
  return (turn) => turn < turns ? GO_ON : END;
}

/** Answers later: what `begin` asks first is answered by whoever calls what is returned. Without it, nothing holds the asker. */
export function asking(begin: (ask: Ask) => void): (answer: number) => void {
  const later = Promise.withResolvers<number>();
  begin(() => later.promise);
  return later.resolve;
}

async function awaitTurns(depth: number, ask: Ask): Promise<number> {
  if (depth > 1) return 1 + await awaitTurns(depth - 1, ask);
  let turns = 0;
  while (await ask(turns) !== 0) turns += 1;
  return turns;
}

/** Async functions, each call an `await`. */
export function deepAsync(): DeepCoroutine {
  return {
    name: "async function",
    suspend: (depth) => asking((ask) => awaitTurns(depth, ask)),
    takeTurns: (turns, depth) => awaitTurns(depth, answering(turns)),
  };
}
