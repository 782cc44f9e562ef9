import { assert, assertEquals } from "@std/assert";
import { assemble, recordMachine, type Region, REGISTERS, stateOf } from "../../../../labs/_runtime/machine/mod.ts";
import type { UnstampedMachineEvent } from "../../../../labs/_runtime/machine/mod.ts";

const STACK: Region = { name: "stack", kind: "stack", start: 20_000, words: 16 };

const COUNT = `
count:
    push r4
    move r4, 3
_again:
    sub r4, r4, 1
    store r4, [r1]
    jump-ne r4, 0, _again
    pop r4
    return
left: .word 9`;

function recordedCount() {
  const events: UnstampedMachineEvent[] = [];
  const lines: (number | null)[] = [];
  const machine = recordMachine({
    program: assemble(COUNT),
    regions: [STACK],
    record(event, step) {
      events.push(event);
      lines.push(step?.line ?? null);
    },
    prepare(machine) {
      machine.enter("count");
      machine.set("r1", machine.program.labels.get("left")!);
    },
  });
  machine.run({ maxSteps: 100 });
  return { machine, events, lines };
}

Deno.test("a recorded machine tells its state as it was prepared, then each instruction with its line", () => {
  const { events, lines } = recordedCount();
  const [first, second] = events;
  assert(first?.kind === "machine-state" && second?.kind === "instruction-executed");
  assertEquals([first.registers.r1, first.registers.sp], [10_000, 20_016]);
  assertEquals(first.regions.map(({ name, contents }) => [name, contents]), [
    ["data", [{ address: 10_000, word: 9 }]],
    ["stack", []],
  ]);
  assertEquals([second.text, second.next, second.registers], ["push r4", 1_001, { sp: 20_015 }]);
  assertEquals(second.memory, [{ address: 20_015, word: 0 }]);
  assertEquals(lines.slice(0, 3), [null, 3, 4]);
});

Deno.test("each instruction goes on where the one before it led", () => {
  const { events } = recordedCount();
  const executed = events.filter((event) => event.kind === "instruction-executed");
  executed.slice(1).forEach((event, index) => assertEquals(event.pc, executed[index]!.next));
});

Deno.test("the first state and the changes of all instructions together are the last state", () => {
  const { machine, events } = recordedCount();
  const [first, ...others] = events;
  assert(first?.kind === "machine-state");
  const registers = { ...first.registers };
  const words = new Map(first.regions.flatMap(({ contents }) => contents).map(({ address, word }) => [address, word]));
  for (const event of others) {
    assert(event.kind === "instruction-executed");
    Object.assign(registers, event.registers);
    for (const { address, word } of event.memory) words.set(address, word);
  }
  const last = stateOf(machine);
  assertEquals(registers, last.registers);
  assertEquals(Object.keys(registers), [...REGISTERS]);
  const held = last.regions.flatMap(({ contents }) => contents).map(({ address, word }) => [address, word]);
  assertEquals([...words].filter(([, word]) => word !== 0).toSorted(), held.toSorted());
});
