import { assertEquals } from "@std/assert";
import { browserDrafts } from "../../../../components/islands/lab_panel/draft_store.ts";

function memory(items = new Map<string, string>()) {
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  };
}

function refuse(): never {
  throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
}

const DRAFT = { code: "const x = 1;", baseVersion: 2, saved: false };

Deno.test("a draft is read as it was written, each lab has its own", () => {
  const storage = memory();
  const store = browserDrafts(() => storage);
  assertEquals(store.write("first-overlap", DRAFT), true);
  assertEquals(store.read("first-overlap"), DRAFT);
  assertEquals(store.read("find-the-blocker"), null);
});

Deno.test("full storage, and storage that may not be touched at all, are told and not thrown", () => {
  assertEquals(browserDrafts(() => ({ ...memory(), setItem: refuse })).write("first-overlap", DRAFT), false);
  assertEquals(browserDrafts(refuse).write("first-overlap", DRAFT), false);
  assertEquals(browserDrafts(refuse).read("first-overlap"), null);
});

Deno.test("what another program wrote under the draft's key is no draft", () => {
  for (const text of ["", "no JSON", "null", "7", "{}", `{"code":7,"baseVersion":1,"saved":true}`]) {
    const store = browserDrafts(() => memory(new Map([["draft:first-overlap", text]])));
    assertEquals(store.read("first-overlap"), null, text);
  }
});
