/**
 * The model CPU: an assembler, a machine that runs one instruction a step, and the frames on its stacks.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const program = assemble("twice: add r0, r0, r0\n       return");
 * const machine = new Machine({ program, regions: [{ name: "stack", kind: "stack", start: 20_000, words: 64 }] });
 * machine.enter("twice", [21]);
 * assertEquals(machine.run({ maxSteps: 10 }).kind, "returned");
 * assertEquals(machine.get("r0"), 42);
 * ```
 *
 * @module
 */
export { assemble } from "./assemble.ts";
export { AssemblyError } from "./assembly_error.ts";
export { disassemble, instructionText } from "./disassemble.ts";
export type { Fault, FaultKind } from "./fault.ts";
export {
  CALLEE_SAVED,
  CALLER_SAVED,
  CODE_START,
  DATA_START,
  type Instruction,
  type Operand,
  type OperandShape,
  type OperationName,
  OPERATIONS,
  type Program,
  type Register,
  REGISTERS,
} from "./instruction.ts";
export { type Change, EXIT, Machine, type MachineOptions, type State, type Step } from "./machine.ts";
export { GUARD_WORDS, Memory, type Region } from "./memory.ts";
export { type RecordedMachineOptions, recordMachine, stateOf, type UnstampedMachineEvent } from "./recorded_machine.ts";
export { framesIn, functionAt, type StackFrame, stackFrames, type StackView } from "./stack_frames.ts";
export { findText, textAt, type TextPlace } from "./text_in_file.ts";
