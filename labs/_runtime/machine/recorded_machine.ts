/**
 * A machine that writes into a trace what it holds at first and what each instruction changes: from that, a drawing finds the
 * registers and the stacks at any step, forwards and back.
 *
 * What it leaves out. A trace tells what was done and not when: one instruction is as long as any other here.
 *
 * How the real one differs. Processors can write such traces too (Intel PT, Arm's ETM), but only of the branches taken: a
 * word for each register and instruction would be more than memory can take in.
 */
import type { MachineEvent, MachineRegion, MachineWord, MovedWords } from "../trace/trace.ts";
import { REGISTERS } from "./instruction.ts";
import { Machine, type MachineOptions, type Step } from "./machine.ts";

/** An event before it has a time. */
export type UnstampedMachineEvent = MachineEvent extends infer E ? E extends unknown ? Omit<E, "atNs"> : never : never;

/** Where a recorded machine's events go. */
export interface RecordedMachineOptions extends MachineOptions {
  /** A recorder's `record`, or what adds to each event what only its caller knows: the source line. */
  readonly record: (event: UnstampedMachineEvent, step: Step | null) => void;
  /** Fills stacks and enters a function, before the first state is recorded. */
  readonly prepare: (machine: Machine) => void;
}

/** A machine as `prepare` leaves it, with that state recorded, and from now on each step. */
export function recordMachine({ program, regions, onStep, record, prepare }: RecordedMachineOptions): Machine {
  const machine = new Machine({
    program,
    regions,
    onStep(step) {
      record(eventOf(step), step);
      onStep?.(step);
    },
  });
  prepare(machine);
  record(stateOf(machine), null);
  return machine;
}

/**
 * All that a machine holds, as an event: to be recorded again after something other than an instruction has changed it.
 * `moved`: the words that it has moved.
 */
export function stateOf(
  machine: Machine,
  moved?: MovedWords,
): Extract<UnstampedMachineEvent, { readonly kind: "machine-state" }> {
  return {
    ...(moved === undefined ? {} : { moved }),
    kind: "machine-state",
    pc: machine.pc,
    registers: Object.fromEntries(REGISTERS.map((register) => [register, machine.get(register)])),
    regions: machine.memory.regions.map((region): MachineRegion => ({
      ...region,
      contents: contentsOf(machine, region),
    })),
    labels: Object.fromEntries(machine.program.labels),
  };
}

function contentsOf({ memory }: Machine, { start, words }: { readonly start: number; readonly words: number }) {
  const contents: MachineWord[] = [];
  for (let address = start; address < start + words; address++) {
    const word = memory.read(address);
    if (word !== 0) contents.push({ address, word });
  }
  return contents;
}

function eventOf({ pc, next, text, changes }: Step): Extract<UnstampedMachineEvent, { kind: "instruction-executed" }> {
  const registers: Record<string, number> = {};
  const memory: MachineWord[] = [];
  for (const change of changes) {
    if (change.kind === "register") registers[change.register] = change.after;
    if (change.kind === "memory") memory.push({ address: change.address, word: change.after });
  }
  return { kind: "instruction-executed", pc, text, next, registers, memory };
}
