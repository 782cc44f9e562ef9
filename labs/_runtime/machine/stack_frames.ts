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
import { CODE_START } from "./instruction.ts";
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

/** A chain longer than this has bent back on itself. */
const MAX_FRAMES = 10_000;

/** The frames from the innermost outwards; ends where the chain does, or where it leads off the machine's memory. */
export function stackFrames(machine: Machine): StackFrame[] {
  const frames: StackFrame[] = [];
  let pc = machine.pc;
  let framePointer = machine.get("fp");
  while (frames.length < MAX_FRAMES && isMapped(machine, framePointer) && isMapped(machine, framePointer + 1)) {
    const returnAddress = machine.memory.read(framePointer + 1);
    frames.push({ name: nameAt(machine, pc), pc, framePointer, returnAddress });
    if (returnAddress === EXIT) break;
    pc = returnAddress;
    framePointer = machine.memory.read(framePointer);
  }
  return frames;
}

function isMapped(machine: Machine, address: number): boolean {
  return machine.memory.regions.some(({ start, words }) => address >= start && address < start + words);
}

/** Labels inside a function (its loops) are passed over when they begin with an underscore. */
function nameAt(machine: Machine, pc: number): string {
  const before = [...machine.program.labels].filter(([name, address]) => !name.startsWith("_") && address <= pc);
  const nearest = before.filter(([, address]) => address >= CODE_START).toSorted(([, a], [, b]) => b - a)[0];
  return nearest?.[0] ?? "?";
}
