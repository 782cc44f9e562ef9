/**
 * The shared memory through which a program without permissions makes system calls: room for one call and its answer.
 *
 * The program writes a call and raises REQUEST; the driver carries it out, writes the answer and raises ANSWER to the same
 * number. Each side looks for a moment before it sleeps: a call is over in a microsecond, being woken takes tens of them.
 *
 * Whoever runs beside the program may write here at any time: each side copies what it takes, and checks the copy.
 */
import { Bytes } from "../builtins.ts";

/** What crosses, either way. */
export interface Crossed {
  readonly numbers: readonly number[];
  readonly bytes: Uint8Array;
}

/** What was put there: a call by its number, or how a call went, and what goes with it. */
export interface Message extends Crossed {
  readonly what: number;
}

/** Numbers that one call may take or give: two for each descriptor of a poll or an epoll_wait. */
export const MOST_NUMBERS = 4_096;
/** Bytes that one call may move: more than any buffer of the kernel holds. */
export const MOST_BYTES = 1_048_576;
const NO_BYTES: Uint8Array = new Uint8Array();

/** No bytes go with them. */
export function numbersOnly(numbers: readonly number[]): Crossed {
  return { numbers, bytes: NO_BYTES };
}

/** Indices of the cells. */
const REQUEST = 0;
const ANSWER = 1;
/** Of a call, which; of an answer, how it went. */
const WHAT = 2;
/** How many numbers and bytes go with it. */
const NUMBERS = 3;
const BYTES = 4;
/** Who sleeps, and so has to be woken. */
const DRIVER_SLEEPS = 5;
const PROGRAM_SLEEPS = 6;
const CELLS = 8;

const NUMBERS_AT = 8 * CELLS;
const BYTES_AT = NUMBERS_AT + 8 * MOST_NUMBERS;

/**
 * Looks at a cell before going to sleep: at most some 50 µs of them, and none where the other side cannot run meanwhile. Each
 * time that they were in vain their number is halved: on a busy machine the other side is not running either.
 */
const MOST_LOOKS = navigator.hardwareConcurrency > 1 ? 10_000 : 0;
const FEWEST_LOOKS = Math.min(MOST_LOOKS, 100);

// The program's realm is a stranger's, who may put other functions in the place of these.
const { load, store, wait, notify } = Atomics;
const List = Array;
/** `target.set(source)`. */
export const setBytes: (target: Uint8Array, source: Uint8Array) => void = Function.prototype.call.bind(
  Uint8Array.prototype.set,
);

/** The memory, seen from either side. */
export class TrapMemory {
  readonly shared: SharedArrayBuffer;
  readonly #cells: Int32Array<SharedArrayBuffer>;
  readonly #numbers: Float64Array;
  #looks = MOST_LOOKS;

  constructor(shared: SharedArrayBuffer = new SharedArrayBuffer(BYTES_AT + MOST_BYTES)) {
    this.shared = shared;
    this.#cells = new Int32Array(shared, 0, CELLS);
    this.#numbers = new Float64Array(shared, NUMBERS_AT, MOST_NUMBERS);
  }

  /** The program hands a call over. */
  request(call: number, crossed: Crossed): void {
    this.#put(call, crossed);
    store(this.#cells, REQUEST, load(this.#cells, ANSWER) + 1 | 0);
    if (load(this.#cells, DRIVER_SLEEPS) === 1) notify(this.#cells, REQUEST);
  }

  /** The program waits for the answer; false when it has not come within `ms`. */
  answered(ms: number): boolean {
    return this.#changed(ANSWER, PROGRAM_SLEEPS, { from: load(this.#cells, REQUEST) - 1 | 0, ms });
  }

  /** The driver waits for the next call. */
  requested(): void {
    this.#changed(REQUEST, DRIVER_SLEEPS, { from: load(this.#cells, ANSWER), ms: Infinity });
  }

  /** The driver hands the answer over. */
  answer(message: Message): void {
    this.#put(message.what, message);
    store(this.#cells, ANSWER, load(this.#cells, REQUEST));
    if (load(this.#cells, PROGRAM_SLEEPS) === 1) notify(this.#cells, ANSWER);
  }

  /** What the other side has put there, copied. */
  take(): Message {
    const numbers = new List<number>(within(this.#cells[NUMBERS]!, MOST_NUMBERS));
    for (let index = 0; index < numbers.length; index++) numbers[index] = this.#numbers[index]!;
    const count = within(this.#cells[BYTES]!, MOST_BYTES);
    if (count === 0) return { what: this.#cells[WHAT]!, numbers, bytes: NO_BYTES };
    const bytes = new Bytes(count);
    setBytes(bytes, new Bytes(this.shared, BYTES_AT, count));
    return { what: this.#cells[WHAT]!, numbers, bytes };
  }

  #put(what: number, { numbers, bytes }: Crossed): void {
    if (numbers.length > MOST_NUMBERS) throw new RangeError(`A call takes at most ${MOST_NUMBERS} numbers here`);
    if (bytes.length > MOST_BYTES) throw new RangeError(`A call moves at most ${MOST_BYTES} bytes here`);
    this.#cells[WHAT] = what;
    this.#cells[NUMBERS] = numbers.length;
    this.#cells[BYTES] = bytes.length;
    for (let index = 0; index < numbers.length; index++) this.#numbers[index] = numbers[index]!;
    if (bytes.length > 0) setBytes(new Bytes(this.shared, BYTES_AT, bytes.length), bytes);
  }

  /** Waits until the cell no longer holds `from`. `wait` looks again once `sleeps` is set, so no change is slept through. */
  #changed(cell: number, sleeps: number, { from, ms }: { readonly from: number; readonly ms: number }): boolean {
    for (let look = 0; look < this.#looks; look++) {
      if (load(this.#cells, cell) === from) continue;
      this.#looks = this.#looks * 2 < MOST_LOOKS ? this.#looks * 2 : MOST_LOOKS;
      return true;
    }
    this.#looks = this.#looks > 2 * FEWEST_LOOKS ? this.#looks >> 1 : FEWEST_LOOKS;
    store(this.#cells, sleeps, 1);
    wait(this.#cells, cell, from, ms);
    store(this.#cells, sleeps, 0);
    return load(this.#cells, cell) !== from;
  }
}

/** At most so many of the first bytes. */
export function bytesOf(bytes: Uint8Array, most: number): Uint8Array {
  return bytes.length <= most ? bytes : new Bytes(bytes.buffer, bytes.byteOffset, most);
}

function within(count: number, most: number): number {
  return count < 0 ? 0 : count > most ? most : count;
}
