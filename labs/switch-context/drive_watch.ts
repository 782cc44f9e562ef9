/**
 * Runs a program with the learner's functions under watch: at each call it notes what must be as it was, and when the
 * learner's code is left, compares. The drive uses it for the trace, and the judge, who takes nobody's word, again.
 */
import {
  CALLEE_SAVED,
  CODE_START,
  EXIT,
  type Fault,
  functionAt,
  instructionText,
  Machine,
  recordMachine,
  type Region,
  type Register,
  type Step,
  type UnstampedMachineEvent,
} from "@interleave/machine";
import type { Assembled } from "./drive_assembly.ts";
import type { Finding, Stop } from "./drive_findings.ts";
import { type Hop, hopsOf, type Input, stacksOf } from "./drive_program.ts";

/** What became of a run. */
export interface WatchedRun {
  /** In the order in which they were made. */
  readonly findings: readonly Finding[];
  /** Switches that led where they should. */
  readonly landed: number;
  /** False when the run came to an end of its own: the first coroutine returned. */
  readonly cutShort: boolean;
}

/** Hears what happens, for a trace. */
export interface Listener {
  machine(event: UnstampedMachineEvent, step: Step | null): void;
  /** One coroutine has switched away, and another goes on or begins. Adds two events to the trace. */
  switched(from: string, to: string): void;
}

/** The learner's functions take less than this. */
const MOST_STEPS_INSIDE = 400;
/** More than any program here takes. */
const MOST_STEPS = 20_000;

/** Events that the trace holds before the machine's first: each coroutine is made, and the first one starts. */
export function eventsBefore({ coroutines }: Input): number {
  return coroutines.length + 1;
}

/** Runs the program that was assembled for this input. */
export function watchedRun(assembled: Assembled, input: Input, listener?: Listener): WatchedRun {
  return new Watch(assembled, input, listener).run();
}

/** Where a coroutine goes on, or begins; and what it must find, `null` before it has begun. */
interface Away {
  readonly pc: number;
  readonly kept: {
    readonly registers: ReadonlyMap<Register, number>;
    readonly sp: number;
    /** The words from `sp` up to the stack's top. */
    readonly words: readonly number[];
  } | null;
}

/** One run. */
class Watch {
  readonly #assembled: Assembled;
  readonly #stacks: ReadonlyMap<string, Region>;
  readonly #hops: ReadonlyMap<string, Hop[]>;
  readonly #listener: Listener | undefined;
  readonly #machine: Machine;
  readonly #away: Map<string, Away>;
  readonly #findings: Finding[] = [];
  #running: string;
  /** The one that the present call should lead to. */
  #to: string;
  #prepared = 0;
  #events: number;
  #landed = 0;

  constructor(assembled: Assembled, input: Input, listener: Listener | undefined) {
    const { program } = assembled;
    const names = input.coroutines.map(({ name }) => name);
    const regions = stacksOf(input);
    this.#assembled = assembled;
    this.#stacks = new Map(regions.map((region) => [region.name, region]));
    this.#hops = new Map(input.coroutines.map((coroutine) => [coroutine.name, hopsOf(coroutine)]));
    this.#listener = listener;
    this.#away = new Map(names.map((name) => [name, { pc: program.labels.get(name)!, kept: null }]));
    this.#running = this.#to = names[0]!;
    this.#events = eventsBefore(input);
    const prepare = (machine: Machine) => machine.enter(names[0]!);
    const record = (event: UnstampedMachineEvent, step: Step | null) => {
      this.#events++;
      listener?.machine(event, step);
    };
    this.#machine = recordMachine({ program, regions, record, prepare });
  }

  run(): WatchedRun {
    const stop = this.#runOn();
    if (stop !== null) this.#find(stop);
    return { findings: this.#findings, landed: this.#landed, cutShort: stop !== null };
  }

  /** Until the program returns, or something shows that it cannot go on. */
  #runOn(): Stop | null {
    const machine = this.#machine;
    while (machine.steps < MOST_STEPS) {
      if (machine.state.kind === "returned") return null;
      const stop = this.#isInside() ? this.#call() : this.#step();
      if (stop !== null) return stop;
    }
    return { kind: "endless", steps: MOST_STEPS };
  }

  #isInside(): boolean {
    return this.#machine.pc >= CODE_START && this.#machine.pc < this.#assembled.codeEnd;
  }

  #step(): Stop | null {
    const state = this.#machine.step();
    if (state.kind === "halted") return { kind: "halted" };
    return state.kind === "faulted" ? { kind: "fault", fault: state.fault, doing: this.#doing(state.fault) } : null;
  }

  /** One call of `prepare` or `switch`, to the first instruction that is not the learner's. */
  #call(): Stop | null {
    const machine = this.#machine;
    const hop = machine.pc === machine.program.labels.get("switch")
      ? this.#hops.get(this.#running)!.shift()
      : undefined;
    this.#to = hop?.to ?? this.#running;
    this.#away.set(this.#running, this.#leaving());
    for (let steps = 0; this.#isInside(); steps++) {
      const stop = steps < MOST_STEPS_INSIDE ? this.#step() : { kind: "endless" as const, steps };
      if (stop !== null) return stop;
    }
    return this.#arrival(hop);
  }

  /** What the running coroutine must find when it goes on. */
  #leaving(): Away {
    const machine = this.#machine;
    const sp = machine.get("sp");
    const { start, words } = this.#stacks.get(this.#running)!;
    // A pointer that was lost before is in nobody's stack.
    const inUse = sp < start ? 0 : Math.max(0, start + words - sp);
    return {
      pc: machine.get("ra"),
      kept: {
        registers: new Map(CALLEE_SAVED.map((register) => [register, machine.get(register)])),
        sp,
        words: Array.from({ length: inUse }, (_, index) => machine.memory.read(sp + index)),
      },
    };
  }

  /** The learner's code has been left: does the right one go on, and does it find what it left? */
  #arrival(hop: Hop | undefined): Stop | null {
    const machine = this.#machine;
    const { pc, kept } = this.#away.get(this.#to)!;
    if (machine.pc !== pc) {
      const isCaller = hop !== undefined && machine.pc === this.#away.get(this.#running)!.pc;
      return { kind: "elsewhere", wanted: this.#where(pc), where: this.#where(machine.pc), isCaller };
    }
    if (kept === null) {
      const sp = machine.get("sp");
      const { start, words } = this.#stacks.get(this.#to)!;
      if (sp <= start || sp > start + words) return { kind: "outside", sp, start, end: start + words };
    } else this.#compare(kept);
    return hop === undefined ? this.#checkPrepared() : this.#land(hop);
  }

  #compare({ registers, sp, words }: NonNullable<Away["kept"]>): void {
    const machine = this.#machine;
    for (const [register, was] of registers) {
      const is = machine.get(register);
      if (is !== was) this.#find({ kind: "register", register, was, is, holder: this.#holderOf(register, is) });
    }
    if (machine.get("sp") !== sp) this.#find({ kind: "pointer", was: sp, is: machine.get("sp") });
    const changed = words.findIndex((was, index) => machine.memory.read(sp + index) !== was);
    if (changed === -1) return;
    this.#find({ kind: "frames", address: sp + changed, was: words[changed]!, is: machine.memory.read(sp + changed) });
  }

  /** What `prepare` returned must lie in the next fresh stack; its end is an address that a pointer may have. */
  #checkPrepared(): Stop | null {
    const { start, words } = [...this.#stacks.values()][++this.#prepared]!;
    const [sp, end] = [this.#machine.get("r0"), start + words];
    return sp >= start && sp <= end ? null : { kind: "prepared", sp, start, end };
  }

  #land({ word }: Hop): null {
    const is = this.#machine.get("r0");
    if (is !== word) this.#find({ kind: "word", was: word, is });
    this.#landed++;
    this.#events += 2;
    this.#listener?.switched(this.#running, this.#to);
    this.#running = this.#to;
    return null;
  }

  /** Somebody else who had this word in this register. */
  #holderOf(register: Register, word: number): string | null {
    const others = [...this.#away].filter(([name]) => name !== this.#to);
    return others.find(([, { kept }]) => kept?.registers.get(register) === word)?.[0] ?? null;
  }

  #find(finding: Finding extends infer F ? F extends unknown ? Omit<F, "from" | "to" | "at"> : never : never): void {
    this.#findings.push({ ...finding, from: this.#running, to: this.#to, at: this.#events - 1 } as Finding);
  }

  /** The program's own instruction that a fault came from; `null` when it is one of the learner's. */
  #doing({ line }: Fault): string | null {
    if (line <= this.#assembled.lastLine) return null;
    const instruction = this.#machine.program.code.find((candidate) => candidate.line === line);
    return instruction === undefined ? null : instructionText(instruction);
  }

  /** An address of code in words. */
  #where(address: number): string {
    if (address === EXIT) return "the program's end";
    const place = functionAt(this.#machine.program.labels, address);
    if (place === null) return `${address}, where no code is`;
    return place.offset === 0 ? `the beginning of ${place.name}` : `${place.name}+${place.offset}`;
  }
}
