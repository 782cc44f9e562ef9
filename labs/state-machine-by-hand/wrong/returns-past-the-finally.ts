// fails: an answer that ends the round ends it after the van is locked
// says: lock the van

// A return ends the round there and then.
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

/** Where a round can stand; each is a `yield` of the generator but the first and the last. */
const BEFORE = 0;
const AT_DOOR = 1;
const AT_NEIGHBOUR = 2;
const IN_REPORT = 3;
const AT_VAN = 4;
const OVER = 5;

/** A round's state, as plain data: where it stands, and what is still needed there. */
export interface Frame {
  readonly parcel: Parcel;
  resumeId: number;
  /** Needed at the door and at a neighbour's. */
  rung: number;
  /** Needed at a neighbour's: which one. */
  asked: number;
  /** Needed at the van: what goes on when it is locked. */
  after: { readonly how: "return" | "throw"; readonly value: string | undefined } | null;
}

/** A round that has not begun. */
export function begin(parcel: Parcel): Frame {
  return { parcel, resumeId: BEFORE, rung: 0, asked: 0, after: null };
}

/** Goes on. */
export function resume(frame: Frame, { how, sent }: Signal): Step {
  switch (frame.resumeId) {
    case BEFORE:
      if (how === "next") return ring(frame);
      return end(frame, { how, value: sent });
    case AT_DOOR:
    case AT_NEIGHBOUR:
      if (how === "throw") return stop(frame, IN_REPORT, `report: ${sent}`);
      if (how === "return") return clean(frame, { how, value: sent });
      return frame.resumeId === AT_DOOR ? heardAtDoor(frame, sent) : heardAtNeighbour(frame, sent);
    case IN_REPORT:
      if (how === "next") return clean(frame, { how: "return", value: `given up: ${sent}` });
      return clean(frame, { how, value: sent });
    case AT_VAN:
      if (how === "next") return end(frame, frame.after!);
      return end(frame, { how, value: sent });
    default:
      return end(frame, how === "next" ? { how: "return", value: undefined } : { how, value: sent });
  }
}

/** The head of the `while`. */
function ring(frame: Frame): Step {
  if (frame.rung >= frame.parcel.rings) return clean(frame, { how: "return", value: "back to the depot" });
  frame.rung += 1;
  return stop(frame, AT_DOOR, `ring at ${frame.parcel.door}`);
}

function heardAtDoor(frame: Frame, answer: string | undefined): Step {
  if (answer === "opened") return end(frame, { how: "return", value: `handed over at ring ${frame.rung}` });
  frame.asked = 0;
  return ask(frame);
}

/** The head of the `for`. */
function ask(frame: Frame): Step {
  const neighbour = frame.parcel.neighbours[frame.asked];
  return neighbour === undefined ? ring(frame) : stop(frame, AT_NEIGHBOUR, `ask ${neighbour}`);
}

function heardAtNeighbour(frame: Frame, takes: string | undefined): Step {
  if (takes === "yes") {
    return end(frame, { how: "return", value: `left with ${frame.parcel.neighbours[frame.asked]}` });
  }
  frame.asked += 1;
  return ask(frame);
}

/** The `finally`: what was on its way out waits in the frame. */
function clean(frame: Frame, after: NonNullable<Frame["after"]>): Step {
  frame.after = after;
  return stop(frame, AT_VAN, "lock the van");
}

function stop(frame: Frame, resumeId: number, value: string): Step {
  frame.resumeId = resumeId;
  return { value, done: false };
}

function end(frame: Frame, { how, value }: NonNullable<Frame["after"]>): Step {
  frame.resumeId = OVER;
  if (how === "throw") throw value;
  return { value, done: true };
}
