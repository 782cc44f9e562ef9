// One loop around one switch, as a compiler prints it.
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

/** A round's state, as plain data. */
export interface Frame {
  parcel: Parcel;
  at: number;
  rung?: number;
  place?: number;
  error?: string | undefined;
  outcome?: string | undefined;
}

/** A round that has not begun. */
export function begin(parcel: Parcel): Frame {
  return { parcel, at: 0 };
}

/** Goes on. */
export function resume(frame: Frame, { how, sent }: Signal): Step {
  let at = frame.at;
  if (how !== "next") {
    if (at === 1 || at === 2 || at === 3) {
      if (how === "throw" && at !== 3) at = 30;
      else {
        delete frame.error;
        delete frame.outcome;
        if (how === "throw") frame.error = `!${sent}`;
        else frame.outcome = sent;
        at = 40;
      }
    } else {
      frame.at = 5;
      if (how === "throw") throw sent;
      return { value: sent, done: true };
    }
  }
  for (;;) {
    switch (at) {
      case 0:
        frame.rung = 0;
        at = 10;
        break;
      case 10:
        if (frame.rung! >= frame.parcel.rings) {
          frame.outcome = "back to the depot";
          at = 40;
          break;
        }
        frame.rung! += 1;
        frame.at = 1;
        return { value: `ring at ${frame.parcel.door}`, done: false };
      case 1:
        if (sent === "opened") {
          frame.outcome = `handed over at ring ${frame.rung}`;
          at = 40;
          break;
        }
        frame.place = 0;
        at = 20;
        break;
      case 20:
        if (frame.place! >= frame.parcel.neighbours.length) {
          at = 10;
          break;
        }
        frame.at = 2;
        return { value: `ask ${frame.parcel.neighbours[frame.place!]}`, done: false };
      case 2:
        if (sent === "yes") {
          frame.outcome = `left with ${frame.parcel.neighbours[frame.place!]}`;
          at = 40;
          break;
        }
        frame.place! += 1;
        at = 20;
        break;
      case 30:
        frame.at = 3;
        return { value: `report: ${sent}`, done: false };
      case 3:
        frame.outcome = `given up: ${sent}`;
        at = 40;
        break;
      case 40:
        frame.at = 4;
        return { value: "lock the van", done: false };
      case 4: {
        frame.at = 5;
        const { error, outcome } = frame;
        if (error !== undefined) throw error.slice(1);
        return { value: outcome, done: true };
      }
      default:
        return { value: undefined, done: true };
    }
  }
}
