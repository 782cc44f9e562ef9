import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { type LocalDraft, mergeDrafts } from "../../../../components/islands/lab_panel/draft_merge.ts";
import type { Draft } from "../../../../labs/_progress/progress.ts";

const STARTER = "// starter";

function onServer(code: string, version: number): Draft {
  return { labId: "first-overlap", code, version, savedAtMs: 0 };
}

Deno.test("without drafts the starter is shown", () => {
  const merged = mergeDrafts({ starter: STARTER, local: null, server: null });
  assertEquals(merged, { kind: "settled", code: STARTER, baseVersion: 0, saved: true });
});

Deno.test("unsaved text on top of the server's version is shown, to be saved", () => {
  const local = { code: "mine", baseVersion: 2, saved: false };
  const merged = mergeDrafts({ starter: STARTER, local, server: onServer("older", 2) });
  assertEquals(merged, { kind: "settled", code: "mine", baseVersion: 2, saved: false });
});

Deno.test("text saved here and changed on another device gives way to the newer one", () => {
  const local = { code: "old", baseVersion: 2, saved: true };
  const merged = mergeDrafts({ starter: STARTER, local, server: onServer("new", 3) });
  assertEquals(merged, { kind: "settled", code: "new", baseVersion: 3, saved: true });
});

Deno.test("unsaved text beside another device's text is a conflict", () => {
  const theirs = onServer("theirs", 3);
  const local = { code: "mine", baseVersion: 2, saved: false };
  assertEquals(mergeDrafts({ starter: STARTER, local, server: theirs }), { kind: "conflict", mine: "mine", theirs });
});

Deno.test("an untouched starter gives way to whatever the server has", () => {
  const local = { code: STARTER, baseVersion: 0, saved: false };
  const merged = mergeDrafts({ starter: STARTER, local, server: onServer("theirs", 1) });
  assertEquals(merged, { kind: "settled", code: "theirs", baseVersion: 1, saved: true });
});

Deno.test("a server that went back to an older version is a conflict, even for text that it once had", () => {
  const theirs = onServer("yesterday", 1);
  const local = { code: "today", baseVersion: 4, saved: true };
  assertEquals(mergeDrafts({ starter: STARTER, local, server: theirs }), { kind: "conflict", mine: "today", theirs });
});

Deno.test("a server that lost its draft gets the browser's text again", () => {
  const local = { code: "mine", baseVersion: 4, saved: true };
  const merged = mergeDrafts({ starter: STARTER, local, server: null });
  assertEquals(merged, { kind: "settled", code: "mine", baseVersion: 0, saved: false });
});

Deno.test("whatever there was: text that exists in the browser alone is shown or offered", () => {
  const code = fc.constantFrom(STARTER, "a", "b");
  const version = fc.nat(3);
  const local: fc.Arbitrary<LocalDraft> = fc.record({ code, baseVersion: version, saved: fc.boolean() });
  const server = fc.option(fc.record({ code, version }).map((draft) => onServer(draft.code, draft.version + 1)));
  fc.assert(fc.property(local, server, (mine, theirs) => {
    const merged = mergeDrafts({ starter: STARTER, local: mine, server: theirs });
    const elsewhere = mine.saved || mine.code === STARTER || mine.code === theirs?.code;
    const shown = merged.kind === "conflict" ? merged.mine : merged.code;
    assert(elsewhere || shown === mine.code);
    // And the next save builds on what the server has, so that it is not refused.
    assertEquals(merged.kind === "conflict" ? merged.theirs.version : merged.baseVersion, theirs?.version ?? 0);
  }));
});
