/**
 * One coroutine in several ways, to be measured: `depth` functions call each other, and the deepest asks until it is told 0.
 * Here those that keep their state on the heap; `deep_stacks.ts` has those on stacks.
 *
 * A turn is one suspension and the way back. Several take turns one after the other, round by round. Each way has as little
 * around it as it can: generators and classes are called by a loop, async functions wait for promises that are resolved
 * already. So the cost of a scheduler that knows more than that is in none of them.
 *
 * What it leaves out. Anything in a frame but a number or two.
 */
import { type Ask, TurnDesk } from "./turn_desk.ts";

/** A way to write it. */
export interface DeepCoroutine {
  /** What a figure calls it. */
  readonly name: string;
  /** Makes `among` of them, each suspended `depth` calls deep. */
  begin(options: DeepOptions): TakingTurns;
}

/** How deep, and how many. */
export interface DeepOptions {
  /** Functions that call each other, in each coroutine. */
  readonly depth: number;
  /** Coroutines that take turns. */
  readonly among: number;
}

/** Suspended coroutines: whoever holds this keeps them. */
export interface TakingTurns {
  /** Each takes so many turns, and is suspended after that as before. */
  takeTurns(turns: number): void | Promise<void>;
  /** Lets them return; gives the sum of what they do, which is `depth - 1` and the number of turns, each. */
  end(): number | Promise<number>;
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
  return { name: "generator", begin: (options) => resumed(countTurns, options) };
}

/** The class that was compiled from `COUNT_TURNS`: one call deep, whatever `depth` says. */
export function deepClass(make: () => Resumable): DeepCoroutine {
  return { name: "compiled class", begin: (options) => resumed(make, options) };
}

function resumed(make: (depth: number) => Resumable, { depth, among }: DeepOptions): TakingTurns {
  const coroutines = Array.from({ length: among }, () => make(depth));
  for (const coroutine of coroutines) coroutine.next(0);
  return {
    takeTurns(turns) {
      let last = 0;
      for (let turn = 0; turn < turns; turn++) {
        // Looked at, or an engine that sees through `next` would leave out making the value.
        for (let index = 0; index < among; index++) last += coroutines[index]!.next(1).value;
      }
      if (Number.isNaN(last)) throw new Error("a turn gave no number");
    },
    end: () => coroutines.reduce((sum, coroutine) => sum + coroutine.next(0).value, 0),
  };
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
    begin({ depth, among }) {
      const desk = new TurnDesk();
      return desk.serve(among, () => awaitTurns(depth, desk.ask));
    },
  };
}
