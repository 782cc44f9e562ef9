import { assert, assertEquals, assertFalse, assertStringIncludes, assertThrows } from "@std/assert";
import fc from "fast-check";
import { renderToString } from "preact-render-to-string";
import { machineFigure } from "../../../components/drawing/machine_figure.tsx";
import { machineStage } from "../../../components/drawing/machine_stage.ts";
import { machineState } from "../../../components/drawing/machine_state.ts";
import { Timeline } from "../../../components/drawing/timeline.tsx";
import { assemble, Machine, recordMachine, type Region, REGISTERS } from "../../../labs/_runtime/machine/mod.ts";
import { createRecorder, type Trace } from "../../../labs/_runtime/trace/mod.ts";

const REGIONS: readonly Region[] = [
  { name: "first stack", kind: "stack", start: 20_000, words: 200 },
  { name: "second stack", kind: "stack", start: 30_000, words: 16 },
];

/** Sums a list on one stack, by recursion, and hops to another stack at its end. */
const SUM = `
sum:
    push ra
    push fp
    move fp, sp
    push r4
    move r4, r0
    jump-lt r0, 1, _bottom
    sub r0, r0, 1
    call sum
    add r0, r0, r4
_out:
    move sp, fp
    sub sp, sp, 1
    pop r4
    pop fp
    pop ra
    return
_bottom:
    store sp, [r1]
    move sp, 30015
    push 77
    pop r0
    load sp, [r1]
    jump _out
kept-sp: .word 0`;

function runOf(depth: number): { trace: Trace; machine: Machine } {
  let steps = 0;
  const recorder = createRecorder({ clock: "virtual", nowNs: () => steps++, maxEvents: 5_000 });
  const machine = recordMachine({
    program: assemble(SUM),
    regions: REGIONS,
    record: (event) => recorder.record(event),
    prepare: (machine) => machine.enter("sum", [depth, machine.program.labels.get("kept-sp")!]),
  });
  machine.run({ maxSteps: 2_000 });
  assertEquals(machine.state, { kind: "returned" });
  return { trace: recorder.trace(), machine };
}

Deno.test("at every step the drawing holds what a machine holds that has come as far", () => {
  fc.assert(
    fc.property(fc.nat(4), fc.nat(200), (depth, some) => {
      const { trace } = runOf(depth);
      const step = some % trace.events.length;
      const machine = new Machine({ program: assemble(SUM), regions: REGIONS });
      machine.enter("sum", [depth, machine.program.labels.get("kept-sp")!]);
      machine.run({ maxSteps: step });
      const { registers, stacks } = machineState(trace, machineStage(trace)!, step);
      const numbers = registers.filter(({ name }) => name !== "ra").map(({ name, text }) => [name, Number(text)]);
      assertEquals(numbers, REGISTERS.filter((name) => name !== "ra").map((name) => [name, machine.get(name)]));
      for (const { address, text } of stacks.flatMap(({ words }) => words)) {
        if (/^-?\d+$/.test(text)) assertEquals(Number(text), machine.memory.read(address));
      }
    }),
    { numRuns: 40 },
  );
});

Deno.test("words say who was stored there, return addresses which function they lead to, and frames who has them", () => {
  const { trace } = runOf(2);
  const stage = machineStage(trace)!;
  const inside = trace.events.findIndex((event) =>
    event.kind === "instruction-executed" && event.text === "store sp, [r1]"
  );
  const { stacks, data, at } = machineState(trace, stage, inside);
  const words = stacks[0]!.words.filter(({ isLive }) => isLive);
  assertEquals(words.slice(0, 6).map(({ what, text }) => `${what} ${text}`), [
    "ra exit",
    "fp 0",
    "r4 0",
    "ra sum+8",
    "fp 20198",
    "r4 2",
  ]);
  assertEquals(words.map(({ frame }) => frame).filter((frame) => frame !== null), ["sum", "sum", "sum"]);
  assertEquals(words.at(-1)!.pointers, ["sp"]);
  assertEquals(data, [{ name: "kept-sp", text: `${words.at(-1)!.address}`, isTouched: true }]);
  assertEquals(at, "sum+16");
});

Deno.test("a stack that the machine has left keeps its words live; what was popped is left over", () => {
  const { trace } = runOf(1);
  const stage = machineStage(trace)!;
  const away = trace.events.findIndex((event) => event.kind === "instruction-executed" && event.text === "pop r0");
  const [first, second] = machineState(trace, stage, away).stacks;
  assertEquals([first!.isRunning, second!.isRunning], [false, true]);
  assertEquals(first!.words.map(({ isLive }) => isLive).lastIndexOf(true), 5);
  assertEquals(second!.words.map(({ text, isLive }) => [text, isLive]), [["0", true], ["77", false]]);
});

Deno.test("a stack too deep for the drawing is shown from its pointer up, and says how much is above", () => {
  const { trace } = runOf(30);
  const stage = machineStage(trace)!;
  const deepest = trace.events.findIndex((event) =>
    event.kind === "instruction-executed" && event.text === "store sp, [r1]"
  );
  const { words, above } = machineState(trace, stage, deepest).stacks[0]!;
  assertEquals(words.at(-1)!.pointers, ["sp"]);
  assertEquals(above, 93 - words.length);
  assertEquals(machineState(trace, stage, 0).stacks[0]!.above, 0);
});

Deno.test("the drawing of a machine is as high at every step, so that nothing below it moves", () => {
  const { trace } = runOf(3);
  const heights = trace.events.map((_, step) =>
    machineFigure(trace, [{ step }]).match(/<svg[^>]*height="([\d.]+)"/)![1]
  );
  assertEquals(new Set(heights).size, 1);
});

Deno.test("before the machine is recorded it is drawn as it is when it begins", () => {
  const { trace } = runOf(1);
  const spawned = { kind: "task-spawned", task: 1, name: "page", atNs: 0 } as const;
  const later: Trace = { ...trace, events: [spawned, ...trace.events] };
  const stage = machineStage(later)!;
  assertEquals(machineState(later, stage, 0), machineState(later, stage, 1));
  assertEquals(machineState(later, stage, 0).registers.length, REGISTERS.length);
});

Deno.test("a machine's figure tells each moment in words, and has no colour or style of its own", () => {
  const { trace } = runOf(1);
  const svg = machineFigure(trace, [{ step: 1 }, { step: 4, words: "The frame is complete." }]);
  assertStringIncludes(svg, "1. push ra: the word at 20199 is now 999, sp is now 20199.");
  assertStringIncludes(svg, "2. The frame is complete.");
  assertStringIncludes(svg, "first stack, on which the machine is: 20199: ra exit");
  assertFalse(/\sstyle=/.test(svg) || /(?:fill|stroke|color)="(?!none)/.test(svg));
});

Deno.test("a run with a machine shows it at the present moment; a run without shows none", () => {
  const { trace } = runOf(1);
  assertStringIncludes(
    renderToString(<Timeline trace={trace} highlight={3} />),
    "A model CPU, next instruction at sum+3",
  );
  const without: Trace = { ...trace, events: [{ kind: "printed", text: "Metz", atNs: 0 }] };
  assertEquals(machineStage(without), null);
  assertFalse(renderToString(<Timeline trace={without} />).includes("A model CPU"));
});

Deno.test("moments that are not there, and a trace without a machine, are refused", () => {
  const { trace } = runOf(1);
  assert(trace.events.length < 9_999);
  assertThrows(() => machineFigure(trace, [{ step: 9_999 }]), RangeError, "no event 9999");
  assertThrows(() => machineFigure({ ...trace, events: [] }, [{ step: 0 }]), RangeError, "recordMachine");
});
