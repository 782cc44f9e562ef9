import { assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  assemble,
  CALLEE_SAVED,
  CALLER_SAVED,
  Machine,
  type Region,
  REGISTERS,
  stackFrames,
} from "../../../../labs/_runtime/machine/mod.ts";

const STACK: Region = { name: "stack", kind: "stack", start: 20_000, words: 4_000 };

/** A function that overwrites registers and calls functions with higher numbers. */
interface Shape {
  readonly overwrites: readonly string[];
  readonly calls: readonly number[];
}

/** A function that keeps the convention: it saves what it overwrites of its caller's, and `ra`. */
function functionText({ overwrites, calls }: Shape, index: number, count: number): string {
  const saved = ["ra", ...CALLEE_SAVED.filter((register) => overwrites.includes(register))];
  const callees = calls.map((distance) => index + 1 + distance).filter((callee) => callee < count);
  return [
    `f${index}:`,
    ...saved.map((register) => `push ${register}`),
    ...overwrites.map((register, at) => `move ${register}, ${1_000 * index + at + 1}`),
    ...callees.map((callee) => `call f${callee}`),
    ...saved.toReversed().map((register) => `pop ${register}`),
    "return",
  ].join("\n");
}

const general = REGISTERS.filter((register) => register !== "sp" && register !== "ra");
const shape = fc.record({
  overwrites: fc.uniqueArray(fc.constantFrom(...general)),
  calls: fc.array(fc.nat(3), { maxLength: 2 }),
});

Deno.test("every register is the caller's or the callee's to save, but for the stack pointer", () => {
  assertEquals([...CALLER_SAVED, ...CALLEE_SAVED, "sp"].toSorted(), REGISTERS.toSorted());
});

Deno.test("calls that keep the convention preserve the callee-saved registers and the stack pointer", () => {
  const words = fc.array(fc.integer(), { minLength: CALLEE_SAVED.length, maxLength: CALLEE_SAVED.length });
  fc.assert(fc.property(fc.array(shape, { minLength: 1, maxLength: 8 }), words, (shapes, before) => {
    const source = shapes.map((shape, index) => functionText(shape, index, shapes.length)).join("\n");
    const machine = new Machine({ program: assemble(source), regions: [STACK] });
    machine.enter("f0");
    CALLEE_SAVED.forEach((register, index) => machine.set(register, before[index]!));
    const sp = machine.get("sp");
    assertEquals(machine.run({ maxSteps: 100_000 }), { kind: "returned" });
    assertEquals(CALLEE_SAVED.map((register) => machine.get(register)), before.map((word) => word | 0));
    assertEquals(machine.get("sp"), sp);
  }));
});

/** Saves what calls must keep on the stack it leaves, and takes the same from the stack it goes to. */
const SWITCH = `
switch:                     ; r0: where to put this stack's pointer, r1: the other stack's pointer
    push ra
${CALLEE_SAVED.map((register) => `    push ${register}`).join("\n")}
    store sp, [r0]
    move sp, r1
${CALLEE_SAVED.toReversed().map((register) => `    pop ${register}`).join("\n")}
    pop ra
    return`;

const TWO_COUNTERS = `
main:
    push ra
    push r4
    move r4, 100
_loop:
    print r4
    move r0, main-sp
    move r2, other-sp
    load r1, [r2]
    call switch
    add r4, r4, 1
    jump-lt r4, 103, _loop
    pop r4
    pop ra
    return
other:                      ; never returns: it is only ever switched away from
    move r4, 200
_again:
    print r4
    add r4, r4, 1
    move r0, other-sp
    move r2, main-sp
    load r1, [r2]
    call switch
    jump _again
main-sp:  .word 0
other-sp: .word 0
${SWITCH}`;

Deno.test("two stacks and a switch of seventeen instructions make two coroutines", () => {
  const second: Region = { name: "second stack", kind: "stack", start: 30_000, words: 64 };
  const program = assemble(TWO_COUNTERS);
  const machine = new Machine({ program, regions: [STACK, second] });
  // The second stack as if `other` had called the switch just before its first instruction.
  const top = second.start + second.words - 1 - CALLEE_SAVED.length;
  machine.memory.write(second.start + second.words - 1, program.labels.get("other")!);
  machine.memory.write(program.labels.get("other-sp")!, top);
  machine.enter("main");
  machine.set("r4", 7);
  assertEquals(machine.run({ maxSteps: 1_000 }), { kind: "returned" });
  assertEquals(machine.printed, [100, 200, 101, 201, 102, 202]);
  assertEquals(machine.get("r4"), 7);
});

Deno.test("the frames of a deep call are found through the frame pointer, innermost first", () => {
  const enter = "push ra\npush fp\nmove fp, sp";
  const leave = "pop fp\npop ra\nreturn";
  const source =
    `outer:\n${enter}\ncall middle\n${leave}\nmiddle:\n${enter}\ncall inner\n${leave}\ninner:\n${enter}\nhalt`;
  const machine = new Machine({ program: assemble(source), regions: [STACK] });
  machine.enter("outer");
  machine.run({ maxSteps: 100 });
  const frames = stackFrames(machine);
  assertEquals(frames.map(({ name }) => name), ["inner", "middle", "outer"]);
  assertEquals(frames.map(({ framePointer }) => STACK.start + STACK.words - framePointer), [6, 4, 2]);
});
