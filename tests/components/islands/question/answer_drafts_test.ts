import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { emptyDraft, moved, readyAnswer } from "../../../../components/islands/question/answer_drafts.ts";

Deno.test("a choice is sent as the option's id, once one is chosen", () => {
  const form = { kind: "choice", options: [{ id: "a", html: "A" }, { id: "b", html: "B" }] } as const;
  assertEquals(readyAnswer(form, emptyDraft(form)).kind, "missing");
  assertEquals(readyAnswer(form, "b"), { kind: "ready", answer: "b" });
});

Deno.test("predicted output is sent as typed: an empty one says that nothing is printed", () => {
  const form = { kind: "predict-output", lines: 3 } as const;
  assertEquals(readyAnswer(form, "b\na\n"), { kind: "ready", answer: "b\na\n" });
  assertEquals(readyAnswer(form, ""), { kind: "ready", answer: "" });
});

Deno.test("a number may hold spaces, underscores and apostrophes; a comma is asked about, since it means two things", () => {
  const form = { kind: "number", unit: "ms" } as const;
  for (const text of ["1500", " 1 500 ", "1_500", "1'500", "1.5e3"]) {
    assertEquals(readyAnswer(form, text), { kind: "ready", answer: 1500 }, text);
  }
  for (const text of ["", " ", "1,500", "many", "Infinity"]) {
    assertEquals(readyAnswer(form, text).kind, "missing", text);
  }
});

Deno.test("an order begins as shown and is sent as ids", () => {
  const form = { kind: "order", items: [{ id: "x", html: "X" }, { id: "y", html: "Y" }] } as const;
  assertEquals(readyAnswer(form, emptyDraft(form)), { kind: "ready", answer: ["x", "y"] });
});

Deno.test("moving an item by one swaps it with its neighbour, and never over an end", () => {
  assertEquals(moved(["a", "b", "c"], "c", -1), ["a", "c", "b"]);
  assertEquals(moved(["a", "b", "c"], "a", 1), ["b", "a", "c"]);
  assertEquals(moved(["a", "b", "c"], "a", -1), ["a", "b", "c"]);
  assertEquals(moved(["a", "b", "c"], "c", 1), ["a", "b", "c"]);
});

Deno.test("moving keeps every item, exactly once", () => {
  const moves = fc.array(fc.record({ id: fc.constantFrom("a", "b", "c", "d"), by: fc.constantFrom(-1, 1) }));
  fc.assert(fc.property(moves, (steps) => {
    const order = steps.reduce<readonly string[]>((list, { id, by }) => moved(list, id, by), ["a", "b", "c", "d"]);
    assertEquals(order.toSorted(), ["a", "b", "c", "d"]);
  }));
});

Deno.test("schedules are sent as the ids of all that were marked, once one is", () => {
  const form = { kind: "predict-schedule", options: [{ id: "a", html: "1" }, { id: "b", html: "2" }] } as const;
  assertEquals(readyAnswer(form, emptyDraft(form)).kind, "missing");
  assertEquals(readyAnswer(form, ["b", "a"]), { kind: "ready", answer: ["b", "a"] });
});
