/** What a trace says of a model CPU, gathered event by event: the words that are known, and who put them there. */
import type { MachineRegion, Trace, TraceEvent } from "../../labs/_runtime/trace/trace.ts";

/** A word of memory and the operand that was stored in it: `r4`, `ra`, `7`; empty when it was there from the start. */
export interface KnownWord {
  readonly word: number;
  readonly what: string;
}

/** Where a stack's pointers were when the machine was last on it. */
export interface LastPointers {
  readonly sp: number;
  readonly fp: number;
  readonly pc: number;
}

/** Everything known after an event. */
export interface MachineRecord {
  readonly pc: number;
  readonly registers: ReadonlyMap<string, number>;
  readonly memory: ReadonlyMap<number, KnownWord>;
  readonly regions: readonly MachineRegion[];
  readonly labels: ReadonlyMap<string, number>;
  /** By the stack's start. */
  readonly pointers: ReadonlyMap<number, LastPointers>;
  /** Names of registers, and addresses, that the event itself changed. */
  readonly touched: ReadonlySet<string | number>;
}

/** A record while its trace is read. */
interface Reading extends MachineRecord {
  pc: number;
  touched: ReadonlySet<string | number>;
  readonly registers: Map<string, number>;
  readonly memory: Map<number, KnownWord>;
  readonly pointers: Map<number, LastPointers>;
}

/** Of `push r4` and `store r4, [sp + 1]`: what goes into memory. */
const STORED = /^(?:push|store)\s+([^\s,]+)/;

/** The record after the event of this index, or `null` where no machine has been recorded by then. */
export function machineRecord(trace: Trace, step: number): MachineRecord | null {
  let reading: Reading | null = null;
  const last = Math.min(step, trace.events.length - 1);
  for (let index = 0; index <= last; index++) {
    const event = trace.events[index]!;
    if (event.kind === "machine-state") reading = begun(event, reading);
    else if (event.kind === "instruction-executed" && reading !== null) execute(reading, event);
    else if (reading !== null) reading.touched = new Set();
  }
  return reading;
}

function begun(event: Extract<TraceEvent, { readonly kind: "machine-state" }>, before: Reading | null): Reading {
  const memory = new Map<number, KnownWord>();
  const { from = 0, words = 0, by = 0 } = event.moved ?? {};
  const origin = (address: number) => (address - by >= from && address - by < from + words ? address - by : -1);
  for (const { address, word } of event.regions.flatMap(({ contents }) => contents)) {
    const known = before?.memory.get(address);
    memory.set(address, known?.word === word ? known : { word, what: before?.memory.get(origin(address))?.what ?? "" });
  }
  const reading = {
    pc: event.pc,
    registers: new Map(Object.entries(event.registers)),
    memory,
    regions: event.regions.toSorted((a, b) => a.start - b.start),
    labels: new Map(Object.entries(event.labels)),
    pointers: new Map(before?.pointers),
    touched: new Set<string>(),
  };
  notePointers(reading);
  return reading;
}

function execute(
  reading: Reading,
  { text, next, registers, memory }: Extract<TraceEvent, { readonly kind: "instruction-executed" }>,
): void {
  for (const [name, word] of Object.entries(registers)) reading.registers.set(name, word);
  const what = STORED.exec(text)?.[1] ?? "";
  for (const { address, word } of memory) reading.memory.set(address, { word, what });
  reading.pc = next;
  reading.touched = new Set([...Object.keys(registers), ...memory.map(({ address }) => address)]);
  notePointers(reading);
}

function notePointers({ regions, registers, pc, pointers }: Reading): void {
  const [sp, fp] = [registers.get("sp") ?? 0, registers.get("fp") ?? 0];
  const stack = regions.find((region) => region.kind === "stack" && isOn(region, sp));
  if (stack !== undefined) pointers.set(stack.start, { sp, fp, pc });
}

/** A stack pointer just above the highest word is that of an empty stack. */
export function isOn({ start, words }: Pick<MachineRegion, "start" | "words">, sp: number): boolean {
  return sp >= start && sp <= start + words;
}
