import { assertEquals } from "@std/assert";
import { Turns } from "../../../../chapters/_render/code/turns.ts";

Deno.test("no more than the given number have their turn at once, the others in the order in which they came", async () => {
  const turns = new Turns(2);
  const log: string[] = [];
  const gates = ["a", "b", "c", "d"].map((name) => ({ name, gate: Promise.withResolvers<void>() }));
  const working = gates.map(async ({ name, gate }) => {
    using _turn = await turns.take();
    log.push(name);
    await gate.promise;
  });
  await turn();
  assertEquals(log, ["a", "b"]);
  gates[1]!.gate.resolve();
  await turn();
  assertEquals(log, ["a", "b", "c"]);
  gates[0]!.gate.resolve();
  await turn();
  assertEquals(log, ["a", "b", "c", "d"]);
  for (const { gate } of gates) gate.resolve();
  await Promise.all(working);
  using _free = await turns.take();
});

/** Resolves when all microtasks have run. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
