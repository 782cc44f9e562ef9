import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { sleep } from "../../../../labs/_runtime/scheduler/mod.ts";
import { Sleepers } from "../../../../labs/_runtime/scheduler/sleepers.ts";

Deno.test("sleepers come out by time and, of one moment, in order of arrival; those taken back never", () => {
  const sleeper = fc.record({ dueNs: fc.nat(20), takenBack: fc.boolean() });
  fc.assert(fc.property(fc.array(sleeper), (generated) => {
    const sleepers = new Sleepers();
    const added = generated.map((each) => ({ ...each, wait: sleep(0) }));
    for (const { dueNs, wait } of added) sleepers.add(dueNs, wait);
    for (const { takenBack, wait } of added) if (takenBack) sleepers.remove(wait);

    const expected = added.filter(({ takenBack }) => !takenBack).toSorted((a, b) => a.dueNs - b.dueNs);
    assertEquals(sleepers.nextNs, expected[0]?.dueNs ?? Infinity);
    for (const { dueNs, wait } of expected) {
      assertEquals(sleepers.takeDue(dueNs - 1), null);
      assertEquals(sleepers.takeDue(dueNs) === wait, true);
    }
    assertEquals(sleepers.takeDue(1_000), null);
  }));
});
