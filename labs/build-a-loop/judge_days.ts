/** Draws what happens to a loop, one kind of trouble a day. */
import type { Random } from "../_runner/lab.ts";
import type { Act, Happening, Input, Intrusion, Work } from "./drive_script.ts";

/** A day, on whichever kernel. */
export type Drawn = Omit<Input, "on">;

const NOUNS = ["scan", "eta", "label", "route", "parcel", "van", "depot", "receipt"];

/** Gives each callback a name of its own. */
class Writer {
  readonly #names: string[];
  #timers = 0;

  constructor(random: Random) {
    this.#names = random.shuffle(
      NOUNS.flatMap((noun) =>
        Array.from({ length: 20 }, (_, index) => `${noun} ${10 + 4 * index + random.integer(0, 3)}`)
      ),
    );
  }

  work(acts: readonly Act[] = [], costMs = 0, again = 0): Work {
    return { name: this.#names.pop()!, costMs, acts, again };
  }

  later(ms: number, work = this.work()): Act & { readonly act: "callLater" } {
    return { act: "callLater", timer: this.#timers++, ms, work };
  }

  soon(work = this.work()): Act {
    return { act: "callSoon", work };
  }

  post(atMs: number, work = this.work()): Happening {
    return { atMs, what: "post", work };
  }
}

function watch(pipe: number, work: Work, refills = 0): Act {
  return { act: "watch", pipe, work, refills };
}

const bytes = (atMs: number, pipe: number): Happening => ({ atMs, what: "bytes", pipe });

// ---- what happens ---------------------------------------------------------------------------------------------------

/** Timers of all kinds, some cancelled, some set by others; and descriptors in between. */
export function drawTimers(random: Random): Drawn {
  const w = new Writer(random);
  const together = random.integer(20, 30);
  const timers = random.shuffle([
    ...Array.from({ length: 8 }, () => w.later(random.integer(1, 80))),
    ...Array.from({ length: 12 }, () => w.later(together)),
    ...Array.from({ length: 12 }, () => w.later(together + 40)),
    w.later(together + 1),
    w.later(random.integer(5, 15), w.work([w.later(random.integer(1, 9)), w.later(random.integer(40, 60)), w.soon()])),
  ]);
  const cancelled = [w.later(random.integer(3, 60)), w.later(random.integer(90, 120))];
  return {
    pipes: 1,
    start: [
      ...timers.slice(0, 17),
      ...cancelled,
      ...timers.slice(17),
      // A callback that is queued while nothing else comes for a while.
      w.later(130, w.work([w.soon()])),
      w.later(140),
      watch(0, w.work([w.soon()])),
      ...cancelled.map(({ timer }): Act => ({ act: "cancel", timer })),
    ],
    happenings: [bytes(random.integer(2, 40), 0), bytes(random.integer(41, 90), 0)],
    intrusions: [],
  };
}

/** Callbacks that queue themselves, again and again. */
export function drawChains(random: Random): Drawn {
  const w = new Writer(random);
  const chain = () => w.soon(w.work([], 0.1, random.integer(110, 140)));
  return {
    pipes: 1,
    start: [
      ...[w.soon(), w.soon(), w.soon()],
      w.later(random.integer(3, 6)),
      watch(0, w.work([w.soon()], 0.05)),
      ...[chain(), chain(), chain()],
      w.later(random.integer(8, 12)),
    ],
    happenings: [bytes(random.integer(4, 8), 0), w.post(random.integer(9, 11))],
    intrusions: [],
  };
}

/** A descriptor that has something to read each time one looks. */
export function drawBusy(random: Random): Drawn {
  const w = new Writer(random);
  return {
    pipes: 2,
    start: [
      watch(0, w.work([], 0.1), random.integer(350, 400)),
      watch(1, w.work([w.soon()], 0.1)),
      w.later(random.integer(2, 6), w.work([w.soon(), w.later(3)])),
      w.later(random.integer(8, 12)),
    ],
    happenings: [bytes(0, 0), bytes(random.integer(3, 6), 1), w.post(random.integer(7, 9)), bytes(12, 1)],
    intrusions: [],
  };
}

/** Posts to a loop that sleeps, one by one and several at once, and while a callback computes. */
export function drawPosts(random: Random): Drawn {
  const w = new Writer(random);
  const at = random.integer(20, 30);
  return {
    pipes: 1,
    start: [w.soon(), watch(0, w.work([], 3)), w.later(5)],
    happenings: [
      w.post(10),
      ...Array.from({ length: random.integer(2, 5) }, () => w.post(at)),
      w.post(at + 4, w.work([w.soon(), w.later(2)])),
      bytes(50, 0),
      w.post(51),
      w.post(52),
      w.post(70),
    ],
    intrusions: [],
  };
}

/** Posts in the midst of the loop's own system calls. */
export function drawIntrusions(random: Random): Drawn {
  const w = new Writer(random);
  // One that skips calls may wait for the next wake-up, and would come to the help of who has forgotten another: those are last.
  const places = ([["read", 0], ["epollWait", 0], ["clockGettime", 0], ["clockGettime", 1], ["read", 1]] as const)
    .flatMap(([call, skip]) => random.shuffle(["before", "after"] as const).map((when) => ({ call, skip, when })));
  // Something wakes the loop every 100 ms, and an intrusion waits for what the loop does then: whoever forgets it is late.
  return {
    pipes: 0,
    start: [w.soon(), w.later(5_000)],
    happenings: places.map((_, index) => w.post(50 + 100 * index + random.integer(0, 20))),
    intrusions: places.map((place, index): Intrusion => ({ ...place, fromMs: 40 + 100 * index, work: w.work() })),
  };
}

/** Callbacks that take others back, which are as ready as they are. */
export function drawTakenBack(random: Random): Drawn {
  const w = new Writer(random);
  const unwatch = (pipe: number): Act => ({ act: "unwatch", pipe });
  const [one, other] = [w.later(20), w.later(20)];
  const cancels = (self: typeof one, victim: typeof one): Act => ({
    ...self,
    work: w.work([{ act: "cancel", timer: victim.timer }]),
  });
  const third = w.later(40);
  return {
    pipes: 3,
    start: [
      ...random.shuffle([watch(0, w.work([unwatch(1)])), watch(1, w.work([unwatch(0)]))]),
      watch(2, w.work([unwatch(2)])),
      ...[cancels(one, other), cancels(other, one)],
      third,
      w.later(41, w.work([{ act: "cancel", timer: third.timer }])),
      w.later(45),
    ],
    happenings: [bytes(5, 0), bytes(5, 1), bytes(30, 2), bytes(31, 2), w.post(60)],
    intrusions: [],
  };
}

/** Callbacks that compute for a while before they set a timer. */
export function drawLong(random: Random): Drawn {
  const w = new Writer(random);
  const long = (ms: number) => w.work([w.later(ms)], random.integer(4, 9));
  return {
    pipes: 1,
    start: [w.soon(long(5)), w.soon(long(3)), w.later(30, long(4)), w.later(30, long(8)), watch(0, long(6))],
    happenings: [bytes(80, 0), w.post(81, long(2)), w.post(120, long(9))],
    intrusions: [],
  };
}
