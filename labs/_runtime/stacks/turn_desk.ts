/** Who answers coroutines that wait for promises, so that they take a number of turns and are held then. */
import type { TakingTurns } from "./deep_coroutine.ts";

/** What a coroutine calls; it gives the number of turns that it has taken. */
export type Ask = (turns: number) => Promise<number>;

const GO_ON = Promise.resolve(1);

/** Answers at once until a coroutine has taken its turns, and later after that. */
export class TurnDesk {
  #turns = 0;
  readonly #held: ((answer: number) => void)[] = [];
  #allHeld = () => {};

  /** The question. */
  readonly ask: Ask = (turns) => {
    if (turns < this.#turns) return GO_ON;
    return new Promise((resolve) => {
      this.#held.push(resolve);
      this.#allHeld();
    });
  };

  /** Begins so many coroutines that ask here. Microtasks are first come, first served: each takes a turn, round by round. */
  serve(among: number, begin: () => Promise<number>): TakingTurns {
    const results = Array.from({ length: among }, begin);
    return {
      takeTurns: (turns) => {
        if (turns === 0) return;
        this.#turns += turns;
        return new Promise((resolve) => {
          this.#allHeld = () => this.#held.length === among && resolve();
          this.#answer(1);
        });
      },
      end: async () => {
        this.#answer(0);
        return (await Promise.all(results)).reduce((sum, result) => sum + result, 0);
      },
    };
  }

  #answer(answer: number): void {
    for (const resolve of this.#held.splice(0)) resolve(answer);
  }
}
