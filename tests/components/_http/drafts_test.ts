import { assertEquals, assertStringIncludes } from "@std/assert";
import { DiskFull } from "../../../labs/_progress/disk_full.ts";
import { errorOf, TestSite } from "./fixture.ts";

const PATH = "/api/drafts/first-overlap";

Deno.test("a draft is saved, and fetched as it was saved", async () => {
  using site = new TestSite();
  assertEquals(await (await site.fetch(PATH)).json(), { draft: null });
  const saved = await (await site.send("PUT", PATH, { code: "'); drop table drafts;--", baseVersion: 0 })).json();
  assertEquals(saved.draft.version, 1);
  assertEquals(await (await site.fetch(PATH)).json(), saved);
});

Deno.test("of two tabs the second to save gets 409 and the first one's text", async () => {
  using site = new TestSite();
  await site.send("PUT", PATH, { code: "first tab", baseVersion: 0 });
  const second = await site.send("PUT", PATH, { code: "second tab", baseVersion: 0 });
  assertEquals(second.status, 409);
  const { error, current } = await second.json();
  assertStringIncludes(error, "choose which text to keep");
  assertEquals([current.code, current.version], ["first tab", 1]);
  const chosen = await site.send("PUT", PATH, { code: "second tab", baseVersion: current.version });
  assertEquals((await chosen.json()).draft.version, 2);
});

Deno.test("a draft of a lab that is none is 404, one over 64 KiB is 413", async () => {
  using site = new TestSite();
  assertEquals((await site.send("PUT", "/api/drafts/no-such-lab", { code: "", baseVersion: 0 })).status, 404);
  assertEquals((await site.send("PUT", PATH, { code: "é".repeat(32_769), baseVersion: 0 })).status, 413);
});

Deno.test("a version that is no count is refused by name", async () => {
  using site = new TestSite();
  const response = await site.send("PUT", PATH, { code: "", baseVersion: -1 });
  assertEquals(response.status, 400);
  assertStringIncludes(await errorOf(response), "baseVersion is -1");
});

Deno.test("a full disk is 507 with what to do, and reading goes on", async () => {
  using site = new TestSite();
  await site.send("PUT", PATH, { code: "kept", baseVersion: 0 });
  site.progress.saveDraft = () => Promise.reject(new DiskFull("Nothing was saved: the disk is full; free some space."));
  const response = await site.send("PUT", PATH, { code: "lost", baseVersion: 1 });
  assertEquals(response.status, 507);
  assertStringIncludes(await errorOf(response), "free some space");
  assertEquals((await (await site.fetch(PATH)).json()).draft.code, "kept");
  assertEquals(site.logged.length, 1);
});
