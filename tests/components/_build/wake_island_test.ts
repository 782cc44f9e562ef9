import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { type LoadModule, wakeIsland } from "../../../components/_build/wake_island.ts";

/** What the page shows of an island whose waking failed. Waking itself needs a browser: tests/browser. */
interface Aftermath {
  readonly html: string;
  readonly notes: readonly { readonly role: string; readonly text: string }[];
  readonly consoleErrors: readonly string[];
}

async function wake(dataset: Record<string, string>, load: LoadModule): Promise<Aftermath> {
  const notes: { role: string; text: string }[] = [];
  const consoleErrors: string[] = [];
  const createElement = () => ({
    className: "",
    textContent: "",
    role: "",
    setAttribute(_name: string, value: string) {
      this.role = value;
    },
  });
  const marker = {
    dataset,
    innerHTML: "<p>from the server</p>",
    ownerDocument: { createElement },
    before: (note: ReturnType<typeof createElement>) => notes.push({ role: note.role, text: note.textContent }),
  };
  const consoleError = console.error;
  console.error = (...words: unknown[]) => consoleErrors.push(words.join(" "));
  try {
    await wakeIsland(marker as unknown as HTMLElement, load);
  } finally {
    console.error = consoleError;
  }
  return { html: marker.innerHTML, notes, consoleErrors };
}

const QUESTION = { island: "question", module: "/assets/question-1.js", props: "{}" };

Deno.test("an island whose module cannot be loaded keeps what the server sent, and says so beside it and in the console", async () => {
  const { html, notes, consoleErrors } = await wake(QUESTION, () => Promise.reject(new TypeError("Failed to fetch")));
  assertEquals(html, "<p>from the server</p>");
  assertEquals(notes.length, 1);
  assertEquals(notes[0]?.role, "status");
  assertMatch(notes[0]?.text ?? "", /did not come alive.*Failed to fetch.*reload the page/);
  assertEquals(consoleErrors.length, 1);
  assertStringIncludes(consoleErrors[0] ?? "", "“question” is dead");
});

Deno.test("an unknown island says so without loading anything", async () => {
  const loaded: string[] = [];
  const { notes } = await wake({ island: "quiz", props: "{}" }, (path) => {
    loaded.push(path);
    return Promise.resolve({});
  });
  assertEquals(loaded, []);
  assertStringIncludes(notes[0]?.text ?? "", "“quiz”");
});

Deno.test("an island's module is loaded by the path that the page gave", async () => {
  const loaded: string[] = [];
  await wake(QUESTION, (path) => {
    loaded.push(path);
    return Promise.resolve({});
  });
  assertEquals(loaded, ["/assets/question-1.js"]);
});
