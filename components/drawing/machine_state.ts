/** What a model CPU looks like after an event of a trace. */
import { DATA_START } from "../../labs/_runtime/machine/instruction.ts";
import { EXIT } from "../../labs/_runtime/machine/machine.ts";
import { framesIn, functionAt } from "../../labs/_runtime/machine/stack_frames.ts";
import type { MachineRegion, Trace } from "../../labs/_runtime/trace/trace.ts";
import { isOn, type MachineRecord, machineRecord } from "./machine_record.ts";
import type { MachineStage, MachineState, NamedWord, StackState, StackWord } from "./machine_shapes.ts";

const NOTHING: MachineState = { at: "", registers: [], data: [], stacks: [] };

/** The state after the event of this index; before a machine was recorded, as it will be then. */
export function machineState(trace: Trace, stage: MachineStage, step: number): MachineState {
  const first = trace.events.findIndex(({ kind }) => kind === "machine-state");
  const record = machineRecord(trace, Math.max(step, first));
  if (record === null) return NOTHING;
  const { pc, registers, labels, regions, touched } = record;
  const stacks = regions.filter(({ kind }) => kind === "stack").slice(0, stage.stacks.length);
  return {
    at: codeText(pc, labels),
    registers: [...registers].map(([name, word]): NamedWord => ({
      name,
      text: wordText(word, { what: name, labels }),
      isTouched: touched.has(name),
    })),
    data: [...labels].filter(([, address]) => address >= DATA_START).slice(0, stage.data).map((
      [name, address],
    ): NamedWord => ({
      name,
      text: wordText(record.memory.get(address)?.word ?? 0, { what: "", labels }),
      isTouched: touched.has(address),
    })),
    stacks: stacks.map((stack, index) => stackState(record, stack, stage.stacks[index]!.rows)),
  };
}

function stackState(record: MachineRecord, stack: MachineRegion, rows: number): StackState {
  const { registers, labels, memory, touched } = record;
  const top = stack.start + stack.words;
  const pointers = record.pointers.get(stack.start);
  const sp = pointers?.sp ?? lowestKnown(record, stack);
  const isRunning = isOn(stack, registers.get("sp") ?? 0);
  const begins = frameBeginnings(record, stack);
  // A stack too deep for the drawing is shown from its pointer up.
  const above = Math.max(0, Math.min(top - sp, stack.words) - rows);
  const words = Array.from({ length: rows }, (_, row): StackWord => {
    const address = top - above - 1 - row;
    const { word = 0, what = "" } = memory.get(address) ?? {};
    const pointing = (name: string) => registers.get(name) === address;
    return {
      address,
      what,
      text: memory.has(address) || address >= sp ? wordText(word, { what, labels }) : "",
      isLive: address >= sp,
      isTouched: touched.has(address),
      pointers: [...(isRunning ? ["sp"] : []), "fp"].filter(pointing),
      frame: begins.get(address) ?? null,
    };
  });
  return { name: stack.name, isRunning, words, above };
}

/** Of a stack that the machine has not been on: what somebody has put there counts as live. */
function lowestKnown({ memory }: MachineRecord, { start, words }: MachineRegion): number {
  let lowest = start + words;
  for (let address = lowest - 1; address >= start; address--) if (memory.has(address)) lowest = address;
  return lowest;
}

/** First word of a frame → its function: the return address, above which the caller's frame ends. */
function frameBeginnings({ pointers, labels, memory }: MachineRecord, stack: MachineRegion): Map<number, string> {
  const last = pointers.get(stack.start);
  if (last === undefined) return new Map();
  const frames = framesIn({
    pc: last.pc,
    framePointer: last.fp,
    labels,
    wordAt: (address) => isOn(stack, address) && address >= last.sp ? memory.get(address)?.word : undefined,
  });
  return new Map(frames.map(({ framePointer, name }) => [framePointer + 1, name]));
}

/** A number; for what is known to be an address of code, or was put there as one, the place there. */
function wordText(
  word: number,
  { what, labels }: { readonly what: string; readonly labels: ReadonlyMap<string, number> },
): string {
  const isCode = what === "ra" || labels.has(what) || (what === "" && functionAt(labels, word)?.offset === 0);
  if (isCode && word === EXIT) return "exit";
  return isCode && functionAt(labels, word) !== null ? codeText(word, labels) : `${word}`;
}

function codeText(address: number, labels: ReadonlyMap<string, number>): string {
  const place = functionAt(labels, address);
  if (place === null) return `${address}`;
  return place.offset === 0 ? place.name : `${place.name}+${place.offset}`;
}
