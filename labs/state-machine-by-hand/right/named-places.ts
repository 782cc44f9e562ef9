// A union of frames, one for each place: only what is needed there is in it.
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

type Outcome = { readonly how: "return" | "throw"; readonly value: string | undefined };

/** Where a round can stand, and what it has with it. */
type Place =
  | { readonly is: "before" }
  | { readonly is: "door"; readonly rung: number }
  | { readonly is: "neighbour"; readonly rung: number; readonly left: readonly string[] }
  | { readonly is: "report" }
  | { readonly is: "van"; readonly outcome: Outcome }
  | { readonly is: "over" };

/** A round's state, as plain data. */
export interface Frame {
  readonly parcel: Parcel;
  place: Place;
}

/** A round that has not begun. */
export function begin(parcel: Parcel): Frame {
  return { parcel, place: { is: "before" } };
}

/** Goes on. */
export function resume(frame: Frame, { how, sent }: Signal): Step {
  const { place, parcel } = frame;

  const go = (to: Place, value: string): Step => {
    frame.place = to;
    return { value, done: false };
  };
  const over = (outcome: Outcome): Step => {
    frame.place = { is: "over" };
    if (outcome.how === "throw") throw outcome.value;
    return { value: outcome.value, done: true };
  };
  const lock = (outcome: Outcome) => go({ is: "van", outcome }, "lock the van");
  const result = (value: string) => lock({ how: "return", value });
  const ring = (rung: number) =>
    rung < parcel.rings ? go({ is: "door", rung: rung + 1 }, `ring at ${parcel.door}`) : result("back to the depot");
  const ask = (rung: number, [first, ...left]: readonly string[]) =>
    first === undefined ? ring(rung) : go({ is: "neighbour", rung, left: [first, ...left] }, `ask ${first}`);

  switch (place.is) {
    case "before":
      return how === "next" ? ring(0) : over({ how, value: sent });
    case "door":
    case "neighbour":
      if (how === "throw") return go({ is: "report" }, `report: ${sent}`);
      if (how === "return") return lock({ how, value: sent });
      if (place.is === "door") {
        return sent === "opened" ? result(`handed over at ring ${place.rung}`) : ask(place.rung, parcel.neighbours);
      }
      return sent === "yes" ? result(`left with ${place.left[0]}`) : ask(place.rung, place.left.slice(1));
    case "report":
      return how === "next" ? result(`given up: ${sent}`) : lock({ how, value: sent });
    case "van":
      return over(how === "next" ? place.outcome : { how, value: sent });
    case "over":
      return over(how === "next" ? { how: "return", value: undefined } : { how, value: sent });
  }
}
