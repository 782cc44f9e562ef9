/**
 * Who called whom: the chain of frames on the stack that the machine is on, found as debuggers find it, through `fp`.
 *
 * It relies on every function beginning alike, so that `[fp]` is the caller's `fp` and `[fp + 1]` the return address:
 *
 *     push ra
 *     push fp
 *     move fp, sp
 *
 * What it leaves out. A function that has not come that far, or that keeps no frame, is not seen. Real debuggers read tables
 * (DWARF's call frame information) that say for each instruction where the caller's registers are; Go and many profilers use
 * the frame pointer, as here.
 */
import { CODE_START, DATA_START } from "./instruction.ts";
import { EXIT, type Machine } from "./machine.ts";

/** One function's part of a stack. */
export interface StackFrame {
  /** The nearest label at or above the address where this function is, or goes on. */
  readonly name: string;
  /** Where this function is, or goes on when the one it called returns. */
  readonly pc: number;
  /** Address of the word where it keeps its caller's `fp`. */
  readonly framePointer: number;
  /** Where its caller goes on. */
  readonly returnAddress: number;
}

/** What there must be to find frames: a machine has it, and so has the record of one. */
export interface StackView {
  /** Address of the next instruction. */
  readonly pc: number;
  /** What `fp` holds. */
  readonly framePointer: number;
  /** Label → address. */
  readonly labels: ReadonlyMap<string, number>;
  /** The word at an address; `undefined` where no memory is. */
  wordAt(address: number): number | undefined;
}

/** A chain longer than this has bent back on itself. */
const MAX_FRAMES = 10_000;

/** The frames of a machine, from the innermost outwards. */
export function stackFrames(machine: Machine): StackFrame[] {
  const { regions } = machine.memory;
  return framesIn({
    pc: machine.pc,
    framePointer: machine.get("fp"),
    labels: machine.program.labels,
    wordAt(address) {
      const isMapped = regions.some(({ start, words }) => address >= start && address < start + words);
      return isMapped ? machine.memory.read(address) : undefined;
    },
  });
}

/** The frames from the innermost outwards; ends where the chain does, or where it leads off the memory. */
export function framesIn({ pc, framePointer, labels, wordAt }: StackView): StackFrame[] {
  const frames: StackFrame[] = [];
  let at = pc;
  let pointer: number | undefined = framePointer;
  while (frames.length < MAX_FRAMES && pointer !== undefined) {
    const callersPointer: number | undefined = wordAt(pointer);
    const returnAddress = wordAt(pointer + 1);
    if (callersPointer === undefined || returnAddress === undefined) break;
    frames.push({ name: functionAt(labels, at)?.name ?? "?", pc: at, framePointer: pointer, returnAddress });
    if (returnAddress === EXIT) break;
    at = returnAddress;
    pointer = callersPointer;
  }
  return frames;
}

/**
 * The function that an address of code lies in, and how many instructions from its beginning. Labels inside a function (its
 * loops) are passed over when they begin with an underscore. `null` for what is no address of code.
 */
export function functionAt(
  labels: ReadonlyMap<string, number>,
  address: number,
): { readonly name: string; readonly offset: number } | null {
  let nearest: { readonly name: string; readonly offset: number } | null = null;
  if (address < CODE_START || address >= DATA_START) return null;
  for (const [name, start] of labels) {
    const offset = address - start;
    const isBefore = start >= CODE_START && offset >= 0 && !name.startsWith("_");
    if (isBefore && (nearest === null || offset < nearest.offset)) nearest = { name, offset };
  }
  return nearest;
}
