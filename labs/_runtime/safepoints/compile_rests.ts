/**
 * The rests of a fast copy: generators, one for each place at which the copy can stop, that hold what is still to be done.
 *
 * Every place is a path through the function's statements. The rest from there is what follows on that path, and loops around
 * it go on with their next turn. Without closures in the function, its variables can simply be handed over as arguments.
 */
import { type Job, placeOfNode } from "./compile_copy.ts";
import { NotStraight } from "./compile_lower.ts";
import type { Scope } from "./compile_names.ts";
import { giveWayText, type Looks, mustGiveWay } from "./compile_stops.ts";
import type { Piece } from "./compile_text.ts";
import type { FunctionNode, Node } from "./compile_tree.ts";

/** More places than this, and the copies are not worth their text. */
const MAX_RESTS = 16;

/** Puts what follows a place behind the rest of what holds the place. */
export type Around = (inner: Piece[]) => Piece[];

/** Nothing around: the place is the function's own list of statements. */
export const bare: Around = (inner) => inner;

/** A place at which a fast copy stops. */
export interface Stop {
  readonly around: Around;
  readonly at: Node;
  /** What has parked, or has to run first. */
  readonly callee?: readonly Piece[];
  /** Names of values that have been worked out. */
  readonly named?: readonly string[];
}

/** Gathers the rests while the fast copy is printed. */
export class Rests {
  readonly job: Job;
  readonly fn: FunctionNode;
  /** What the names of all copies of the function begin with. */
  readonly name: string;
  readonly #printed: Piece[][] = [];

  constructor(job: Job, fn: FunctionNode, name: string) {
    this.job = job;
    this.fn = fn;
    this.name = name + job.words.mark;
  }

  /** A call of `park` with what is left to do at a place, for which a generator is added. */
  park(inner: readonly Piece[], { around, at, callee, named = [] }: Stop): Piece[] {
    const { park, mark, result } = this.job.words;
    if (this.#printed.length === MAX_RESTS) throw new NotStraight();
    const name = this.name + this.#printed.length;
    const handed = [...this.#variablesAt(at), ...named];
    const parameters = [...callee ? [`${mark}callee`] : [], ...handed].join(", ");
    const generator: Piece[] = [];
    this.#printed.push(generator);
    generator.push(` function* ${name}(${parameters}) { let ${result}; { `, ...around([...inner]), " } }");
    const given = handed.map((variable, index) => index > 0 || callee ? `, ${variable}` : variable);
    return [`${park}(${name}(`, ...callee ?? [], given.join(""), "));"];
  }

  /** A safe point: looks, and parks the rest, which begins by giving way. `place` is where the source is said to stand. */
  stop(
    looks: Looks,
    { rest, place, ...stop }: Stop & { readonly rest: readonly Piece[]; readonly place: Node },
  ): Piece[] {
    const { words } = this.job;
    const inner = [giveWayText(words, placeOfNode(place)), " ", ...rest];
    return [`if (${mustGiveWay(words, looks)}) return `, ...this.park(inner, stop), " "];
  }

  /** All of them, one after another. */
  text(): Piece[] {
    return this.#printed.flat();
  }

  /** The function's variables that have a value at a place. */
  #variablesAt(at: Node): string[] {
    const seen = new Set<string>();
    const found: string[] = [];
    for (let scope: Scope | null = this.job.names.scopeOf(at); scope !== null; scope = scope.parent) {
      for (const { name, kind, readyAt } of scope.names.values()) {
        if (kind === "other") continue;
        if (seen.has(name)) throw new NotStraight();
        seen.add(name);
        if (readyAt <= at.start) found.push(name);
      }
      if (scope.ofFunction) break;
    }
    return found;
  }
}
