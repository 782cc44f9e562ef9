import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import fc from "fast-check";
import { assemble, DATA_START, Machine, type Region, type Step } from "../../../../labs/_runtime/machine/mod.ts";

const STACK: Region = { name: "stack", kind: "stack", start: 20_000, words: 256 };

/** A machine that has entered `label` of a source, and the steps it takes. */
function entered(source: string, label: string, args: readonly number[] = []) {
  const steps: Step[] = [];
  const machine = new Machine({ program: assemble(source), regions: [STACK], onStep: (step) => steps.push(step) });
  machine.enter(label, args);
  return { machine, steps };
}

/** What a source faults with. */
function faultOf(source: string) {
  const { machine } = entered(source, "start");
  const state = machine.run({ maxSteps: 10_000 });
  if (state.kind !== "faulted") throw new Error(`expected a fault, not ${state.kind}`);
  return state.fault;
}

const FACTORIAL = `
factorial:
    push ra
    push fp
    move fp, sp
    push r4
    move r4, r0
    jump-lt r0, 2, one
    sub r0, r0, 1
    call factorial
    mul r0, r0, r4
    jump out
one:
    move r0, 1
out:
    pop r4
    pop fp
    pop ra
    return`;

Deno.test("a recursive function returns to whoever called it, and leaves the stack as it was", () => {
  const { machine } = entered(FACTORIAL, "factorial", [6]);
  const before = machine.get("sp");
  assertEquals(machine.run({ maxSteps: 1_000 }), { kind: "returned" });
  assertEquals(machine.get("r0"), 720);
  assertEquals(machine.get("sp"), before);
});

Deno.test("arithmetic is that of words of 32 bits", () => {
  const meaning: Readonly<Record<string, (a: number, b: number) => number>> = {
    add: (a, b) => a + b | 0,
    sub: (a, b) => a - b | 0,
    mul: (a, b) => Number(BigInt.asIntN(32, BigInt(a) * BigInt(b))),
    div: (a, b) => a / b | 0,
    rem: (a, b) => a % b | 0,
    and: (a, b) => a & b,
    or: (a, b) => a | b,
    xor: (a, b) => a ^ b,
  };
  const word = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
  fc.assert(fc.property(fc.constantFrom(...Object.keys(meaning)), word, word, (operation, a, b) => {
    fc.pre(b !== 0 || (operation !== "div" && operation !== "rem"));
    const { machine } = entered(`start: ${operation} r0, r0, r1\nreturn`, "start", [a, b]);
    machine.run({ maxSteps: 10 });
    assertEquals(machine.get("r0"), meaning[operation]!(a, b));
  }));
});

Deno.test("a step tells the instruction, its line and every word that it replaced", () => {
  const { machine, steps } = entered("start:\n  push 7\n  print r0\n  halt", "start", [3]);
  assertEquals(machine.run({ maxSteps: 10 }), { kind: "halted" });
  const top = STACK.start + STACK.words;
  assertEquals(steps.map(({ line, text }) => [line, text]), [[2, "push 7"], [3, "print r0"], [4, "halt"]]);
  assertEquals(steps[0]!.changes, [
    { kind: "memory", address: top - 1, before: 0, after: 7 },
    { kind: "register", register: "sp", before: top, after: top - 1 },
  ]);
  assertEquals(steps[1]!.changes, [{ kind: "printed", word: 3 }]);
  assertEquals(machine.printed, [3]);
});

Deno.test("the steps of a run, undone from the last, bring back the machine's first state", () => {
  fc.assert(fc.property(fc.nat(10), (n) => {
    const { machine, steps } = entered(FACTORIAL, "factorial", [n]);
    const registers = ["r0", "r4", "fp", "sp", "ra"] as const;
    const before = registers.map((register) => machine.get(register));
    machine.run({ maxSteps: 1_000 });
    for (const change of steps.flatMap((step) => step.changes).reverse()) {
      if (change.kind === "register") machine.set(change.register, change.before);
      if (change.kind === "memory") machine.memory.write(change.address, change.before);
    }
    assertEquals(registers.map((register) => machine.get(register)), before);
    for (let address = STACK.start; address < STACK.start + STACK.words; address++) {
      assertEquals(machine.memory.read(address), 0);
    }
  }));
});

Deno.test("one step executes one instruction; after the end nothing happens", () => {
  const { machine } = entered("start: move r0, 1\nmove r0, 2\nreturn", "start");
  assertEquals(machine.step(), { kind: "running" });
  assertEquals(machine.get("r0"), 1);
  assertEquals(machine.run({ maxSteps: 1 }), { kind: "running" });
  assertEquals(machine.get("r0"), 2);
  assertEquals(machine.step(), { kind: "returned" });
  assertEquals(machine.step(), { kind: "returned" });
  assertEquals(machine.steps, 3);
});

Deno.test("data is in memory before the program begins, and can be written", () => {
  const source = "start: move r1, table\nload r0, [r1 + 1]\nstore 9, [r1]\nload r2, [r1]\nreturn\ntable: .word 4, 5";
  const { machine } = entered(source, "start");
  machine.run({ maxSteps: 10 });
  assertEquals([machine.get("r0"), machine.get("r2"), machine.memory.read(DATA_START)], [5, 9, 9]);
});

Deno.test("recursion without an end overflows the stack, and the fault names the line and the stack", () => {
  const fault = faultOf("start:\n  push ra\n  call start");
  assertEquals([fault.kind, fault.line, fault.column], ["stack-overflow", 2, 3]);
  assertStringIncludes(fault.message, "line 2, column 3: store to 19999, 1 below the end of stack: it is full");
});

Deno.test("popping more than was pushed, a bad address, code as data and a division by zero are faults", () => {
  assertEquals(faultOf("start: pop r0").kind, "stack-underflow");
  assertStringIncludes(faultOf("start: load r0, [r1 + 5]").message, "load from 5: nothing is mapped there");
  assertStringIncludes(
    faultOf("start: move r1, start\nstore 0, [r1]").message,
    "store to 1000: that is code, not data",
  );
  assertStringIncludes(faultOf("start: div r0, r0, r1").message, "div 0 by 0");
});

Deno.test("a wild jump is a fault at the line that jumped, and so is running past the end", () => {
  const wild = faultOf("start:\n  move r1, 77\n  jump r1");
  assertEquals([wild.kind, wild.line, wild.pc], ["wild-jump", 3, 77]);
  assertStringIncludes(wild.message, "jumped to 77: code is at 1000 to 1001");
  assertStringIncludes(faultOf("start: move r0, 1").message, "ran past the last instruction");
});

Deno.test("an instruction that faults has changed nothing", () => {
  const { machine, steps } = entered("start: pop sp", "start");
  const sp = machine.get("sp");
  machine.step();
  assertEquals([machine.get("sp"), steps.length], [sp, 0]);
});

Deno.test("a machine without a stack, regions that overlap, and an unknown label are refused with the remedy", () => {
  const program = assemble("start: halt");
  assertThrows(() => new Machine({ program, regions: [] }), RangeError, "give it a region of kind stack");
  const close: Region = { name: "second", kind: "stack", start: STACK.start + STACK.words, words: 8 };
  assertThrows(() => new Machine({ program, regions: [STACK, close] }), RangeError, "second lies at 20256");
  assertThrows(() => entered("start: halt", "begin"), RangeError, "no label begin: the program has start");
});
