// fails: a frame that was saved and read again goes on in the same way
// says: JSON

// Hands the work to a generator and keeps that in the frame: JSON makes {} of it.
/** What a courier sets out with. */
export interface Parcel {
  readonly door: string;
  readonly neighbours: readonly string[];
  /** How often to ring, at most. */
  readonly rings: number;
}

/** What a round is resumed with: the generator's three doors. */
export interface Signal {
  readonly how: "next" | "throw" | "return";
  /** An answer, an error or a result: all of them are texts. The first `next` sends nothing. */
  readonly sent?: string | undefined;
}

/** What a step comes to: what the courier does next and waits for, or the end. */
export interface Step {
  readonly value: string | undefined;
  readonly done: boolean;
}

/** The round, as a generator. Your code does the same; it does not call this. */
export function* deliver(parcel: Parcel): Generator<string, string, string> {
  let rung = 0;
  try {
    while (rung < parcel.rings) {
      rung += 1;
      const answer = yield `ring at ${parcel.door}`;
      if (answer === "opened") return `handed over at ring ${rung}`;
      for (const neighbour of parcel.neighbours) {
        const takes = yield `ask ${neighbour}`;
        if (takes === "yes") return `left with ${neighbour}`;
      }
    }
    return "back to the depot";
  } catch (trouble) {
    const advice = yield `report: ${trouble}`;
    return `given up: ${advice}`;
  } finally {
    yield "lock the van";
  }
}

/** A round's state. */
export interface Frame {
  readonly parcel: Parcel;
  readonly steps: Generator<string, string, string>;
}

/** A round that has not begun. */
export function begin(parcel: Parcel): Frame {
  return { parcel, steps: deliver(parcel) };
}

/** Goes on. */
export function resume({ steps }: Frame, { how, sent }: Signal): Step {
  if (how === "throw") return steps.throw(sent) as Step;
  return (how === "next" ? steps.next(sent!) : steps.return(sent!)) as Step;
}
