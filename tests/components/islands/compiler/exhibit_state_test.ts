import { assertEquals } from "@std/assert";
import type { CompiledView, CompilerExample } from "../../../../chapters/_render/chapter.ts";
import {
  type ExhibitAction,
  initialExhibit,
  pointedAt,
  reduceExhibit,
} from "../../../../components/islands/compiler/exhibit_state.ts";

const view = (className: string): CompiledView => ({ className, lines: [], variables: [], suspensions: [] });
const example = (title: string): CompilerExample => ({
  title,
  source: `source of ${title}`,
  sourceLines: [],
  compiled: view(title),
});
const EXAMPLES = [example("loop"), example("try")];

const after = (...actions: readonly ExhibitAction[]) => actions.reduce(reduceExhibit, initialExhibit(EXAMPLES));
const typed = (source: string): ExhibitAction => ({
  type: "typed",
  source,
  outcome: { kind: "compiled", view: view(source) },
});
const broken: ExhibitAction = {
  type: "typed",
  source: "broken",
  outcome: { kind: "refused", fault: { line: 1, column: 2, message: "no" } },
};

Deno.test("a text that is refused keeps the last class that compiled, and says why", () => {
  const { source, view, fault } = after(typed("good"), broken).workpieces[0]!;
  assertEquals([source, view.className, fault?.message], ["broken", "good", "no"]);
});

Deno.test("the next good text takes the fault away", () => {
  assertEquals(after(broken, typed("good")).workpieces[0], { source: "good", view: view("good"), fault: null });
});

Deno.test("what was typed into one example is still there after a look at another", () => {
  const state = after(typed("mine"), { type: "chosen", index: 1 }, { type: "chosen", index: 0 });
  assertEquals(state.workpieces.map(({ source }) => source), ["mine", "source of try"]);
  assertEquals(state.replacements, 2, "the editor is told each time");
});

Deno.test("back to the example: only the shown one", () => {
  const state = after(typed("mine"), { type: "chosen", index: 1 }, typed("mine too"), {
    type: "restored",
    example: EXAMPLES[1]!,
  });
  assertEquals(state.workpieces.map(({ source }) => source), ["mine", "source of try"]);
});

Deno.test("the pointer counts for more than what was picked, until a key is pressed", () => {
  const kept = { type: "kept", pointed: { kind: "source", line: 1 } } as const;
  const hovered = { type: "hovered", pointed: { kind: "class", line: 5 } } as const;
  assertEquals(pointedAt(after(kept, hovered)), hovered.pointed);
  assertEquals(pointedAt(after(kept, hovered, { ...hovered, pointed: null })), kept.pointed);
  assertEquals(pointedAt(after(hovered, kept)), kept.pointed);
});

Deno.test("nothing is linked while the text and the class are of different sources", () => {
  assertEquals(pointedAt(after({ type: "kept", pointed: { kind: "source", line: 1 } }, broken)), null);
});
