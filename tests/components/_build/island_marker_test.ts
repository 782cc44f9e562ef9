import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { islandComponent, readMarker } from "../../../components/_build/island_marker.ts";

const CALL = { name: "question", module: "/assets/question-1.js", props: { chapter: "readiness" } };

Deno.test("a marker names the island, its module and its props", () => {
  const dataset = { island: "question", module: "/assets/question-1.js", props: `{"chapter":"readiness"}` };
  assertEquals(readMarker(dataset), CALL);
});

Deno.test("a marker without a module is refused by the island's name", () => {
  assertThrows(() => readMarker({ island: "quiz", props: "{}" }), TypeError, "“quiz”");
});

Deno.test("props that are no object are refused", () => {
  for (const props of ["[1]", "null", `"words"`]) {
    assertThrows(() => readMarker({ island: "quiz", module: "/assets/quiz.js", props }), TypeError, "not an object");
  }
});

Deno.test("props that are no JSON are refused", () => {
  assertThrows(() => readMarker({ island: "quiz", module: "/assets/quiz.js", props: "{" }), SyntaxError);
});

Deno.test("an island's component is the default export of its module", () => {
  const component = () => null;
  assertStrictEquals(islandComponent(CALL, { default: component }), component);
});

Deno.test("a module without a component is refused by the island's name", () => {
  for (const module of [{}, { default: "words" }, null]) {
    assertThrows(() => islandComponent(CALL, module), TypeError, "“question”");
  }
});
