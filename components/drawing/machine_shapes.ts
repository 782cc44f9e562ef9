/**
 * What a drawing of a model CPU is made of. Types only.
 *
 * `Trace` → `machineStage`, what there is to draw in the whole run, so that nothing jumps while one steps; and with a step
 * `machineState`, what holds at that moment. Both are pure.
 */

/** A register, or a word of data that has a name. */
export interface NamedWord {
  readonly name: string;
  /** As a drawing shows it: a number, or the place in the code that it is the address of. */
  readonly text: string;
  readonly isTouched: boolean;
}

/** A word of a stack. */
export interface StackWord {
  readonly address: number;
  /** What was put there: the register or the number that an instruction stored. Empty when nothing was. */
  readonly what: string;
  readonly text: string;
  /** At the stack pointer or above it. What is below is left over, and may be overwritten at any time. */
  readonly isLive: boolean;
  readonly isTouched: boolean;
  /** `sp` and `fp`, where they point here. */
  readonly pointers: readonly string[];
  /** The function whose frame begins with this word and goes on downwards; `null` for any other word. */
  readonly frame: string | null;
}

/** A stack at a moment. */
export interface StackState {
  readonly name: string;
  /** The stack pointer is in it. */
  readonly isRunning: boolean;
  /** From the top, the highest address, downwards. */
  readonly words: readonly StackWord[];
  /** Words above the first of these, for which there is no room. */
  readonly above: number;
}

/** What holds after an event. */
export interface MachineState {
  /** Where the next instruction is, as `label+3`. */
  readonly at: string;
  readonly registers: readonly NamedWord[];
  readonly data: readonly NamedWord[];
  readonly stacks: readonly StackState[];
}

/** What there is to draw in a run. */
export interface MachineStage {
  readonly registers: number;
  /** Words of data that have names. */
  readonly data: number;
  /** Names of the stacks, by address, and the most words of each that are drawn. */
  readonly stacks: readonly { readonly name: string; readonly rows: number }[];
}
