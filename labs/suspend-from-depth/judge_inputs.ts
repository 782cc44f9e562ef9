/** Draws depots and nights. */
import type { Random } from "../_runner/lab.ts";
import type { Input, Place } from "./drive_world.ts";

/** Places as they are put down, each before the depot that it is a part of has all its parts. */
class Plan {
  readonly places: Place[] = [];
  readonly #random: Random;
  #shelves = 0;
  #depots = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  shelf({ broken = false }: { readonly broken?: boolean } = {}): number {
    const random = this.#random;
    const name = `shelf ${++this.#shelves}`;
    const parcels = broken ? -random.integer(1, 9) : random.integer(1, 400);
    return this.places.push({ kind: "shelf", name, parcels, answersMs: random.integer(3, 40) }) - 1;
  }

  depot(parts: readonly number[]): number {
    return this.places.push({ kind: "depot", name: `depot ${++this.#depots}`, parts }) - 1;
  }

  /** A depot in which so many levels of depots lie. */
  tree(levels: number): number {
    const random = this.#random;
    const parts = Array.from({ length: random.integer(1, 3) }, () => this.shelf());
    if (levels > 0) { for (let count = random.integer(1, 2); count > 0; count--) parts.push(this.tree(levels - 1)); }
    return this.depot(random.shuffle(parts));
  }

  night(stocktakings: readonly number[], putUp: Input["putUp"] = []): Input {
    return { places: this.places, stocktakings, putUp, parcelEveryMs: this.#random.integer(5, 20) };
  }
}

/** Three levels, with a shelf after the last depot, so that sums have to be kept over what is below. */
export function drawNested(random: Random): Input {
  const plan = new Plan(random);
  const root = plan.depot([plan.shelf(), plan.tree(2), plan.tree(1), plan.shelf()]);
  return plan.night([root]);
}

/** One depot in another, two hundred times, with a few shelves on the way. */
export function drawDeep(random: Random): Input {
  const plan = new Plan(random);
  let depot = plan.depot([plan.shelf(), plan.shelf()]);
  for (let level = 1; level < 200; level++) depot = plan.depot(level % 40 === 0 ? [depot, plan.shelf()] : [depot]);
  return plan.night([depot]);
}

/**
 * A shelf is put up in a depot while its last part is counted, and one in the depot around it. Their times are halves: an
 * answer never comes then.
 */
export function drawGrowing(random: Random): Input {
  const plan = new Plan(random);
  const [first, last] = [plan.shelf(), plan.shelf()];
  const inner = plan.depot([first, last]);
  const root = plan.depot([inner, plan.shelf()]);
  const [inInner, inRoot, tooLate] = [plan.shelf(), plan.shelf(), plan.shelf()];
  const whileLast = answersMs(plan, first) + 1.5;
  const innerOverMs = answersMs(plan, first) + answersMs(plan, last) + answersMs(plan, inInner);
  return plan.night([root], [
    { atMs: whileLast, depot: inner, shelf: inInner },
    { atMs: innerOverMs + 0.5, depot: inner, shelf: tooLate },
    { atMs: innerOverMs + 1.5, depot: root, shelf: inRoot },
  ]);
}

function answersMs({ places }: Plan, shelf: number): number {
  const place = places[shelf];
  return place?.kind === "shelf" ? place.answersMs : 0;
}

/** Several at the same time, in depots that contain each other. */
export function drawSeveral(random: Random): Input {
  const plan = new Plan(random);
  const [left, right] = [plan.tree(2), plan.tree(1)];
  const root = plan.depot([left, plan.shelf(), right]);
  return plan.night(random.shuffle([root, left, right, root]));
}

/** A counter is broken two levels down, with shelves behind it at each level; another stocktaking has none. */
export function drawBroken(random: Random): Input {
  const plan = new Plan(random);
  const sound = plan.tree(1);
  const innermost = plan.depot([plan.shelf(), plan.shelf({ broken: true }), plan.shelf()]);
  const middle = plan.depot([plan.shelf(), innermost, plan.shelf()]);
  const root = plan.depot([middle, plan.shelf(), sound]);
  return plan.night(random.shuffle([root, sound, middle]));
}
