import { assert, assertEquals, assertMatch, assertNotEquals, assertStringIncludes } from "@std/assert";
import { errorOf, TestSite } from "./fixture.ts";

const HOSTED = { flags: ["--origin=https://book.example"] };
const DRAFT = { code: "// mine", baseVersion: 0 };
const PATH = "/api/drafts/first-overlap";

/** The text of the draft that the holder of `cookie` sees. */
async function draftOf(site: TestSite, cookie: string): Promise<string | null> {
  const { draft } = await (await site.fetch(PATH, { headers: { cookie } })).json();
  return draft === null ? null : draft.code;
}

Deno.test("reading gives no cookie, the first write gives one, and later ones keep it", async () => {
  using site = new TestSite(HOSTED);
  for (const path of ["/", "/progress", "/api/progress", "/api/progress/export", PATH]) {
    assertEquals((await site.fetch(path)).headers.get("set-cookie"), null, path);
  }
  const first = await site.send("PUT", PATH, DRAFT);
  const cookie = first.headers.get("set-cookie") ?? "";
  assertMatch(cookie, /^__Host-learner=[0-9a-f]{32};/);
  for (const attribute of ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"]) assertStringIncludes(cookie, attribute);
  assert(!cookie.includes("Domain"));
  const second = await site.send("PUT", PATH, { ...DRAFT, baseVersion: 1 });
  assertEquals([second.status, second.headers.get("set-cookie")], [200, null]);
});

Deno.test("a refused write makes no learner", async () => {
  using site = new TestSite(HOSTED);
  assertEquals((await site.send("PUT", PATH, { code: 5 })).headers.get("set-cookie"), null);
});

Deno.test("two learners see nothing of each other", async () => {
  using site = new TestSite(HOSTED);
  await site.send("PUT", PATH, { ...DRAFT, code: "ada's" });
  const ada = site.cookie;
  site.cookie = "";
  assertEquals(await draftOf(site, ""), null);
  await site.send("PUT", PATH, { ...DRAFT, code: "grace's" });
  assertEquals([await draftOf(site, ada), await draftOf(site, site.cookie)], ["ada's", "grace's"]);
});

Deno.test("a cookie that we did not give out is replaced, so none can be planted", async () => {
  using site = new TestSite(HOSTED);
  const planted = `__Host-learner=${"0".repeat(32)}`;
  site.cookie = planted;
  await site.send("PUT", PATH, DRAFT);
  assertNotEquals(site.cookie, planted);
  assertEquals(await draftOf(site, planted), null);
});

Deno.test("our cookie is found among others, malformed ones too", async () => {
  using site = new TestSite(HOSTED);
  await site.send("PUT", PATH, DRAFT);
  assertEquals(await draftOf(site, `=nameless; a; ${site.cookie}; x="y"`), "// mine");
});

Deno.test("the database holds neither cookies nor phrases", async () => {
  using site = new TestSite(HOSTED);
  const { phrase } = await (await site.fetch("/api/learner/phrase", { method: "POST" })).json();
  const token = site.cookie.split("=")[1] ?? "";
  assertEquals(await site.progress.learnerByPhrase(phrase), null);
  assertEquals(await site.progress.learnerByToken(token), null);
});

Deno.test("a phrase carries progress to another device, under a cookie of its own", async () => {
  using site = new TestSite(HOSTED);
  await site.send("PUT", PATH, DRAFT);
  const { phrase } = await (await site.fetch("/api/learner/phrase", { method: "POST" })).json();
  assertMatch(phrase, /^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
  const first = site.cookie;
  site.cookie = "";
  const typed = ` ${phrase.toLowerCase().replaceAll("-", " ").replaceAll("0", "o").replaceAll("1", "l")} `;
  const recovered = await site.send("POST", "/api/learner/recover", { phrase: typed });
  assertEquals(recovered.status, 204);
  assertNotEquals(site.cookie, first);
  assertEquals([await draftOf(site, site.cookie), await draftOf(site, first)], ["// mine", "// mine"]);
});

Deno.test("what was written on the other device before goes along", async () => {
  using site = new TestSite(HOSTED);
  const { phrase } = await (await site.fetch("/api/learner/phrase", { method: "POST" })).json();
  site.cookie = "";
  await site.send("PUT", PATH, { ...DRAFT, code: "written on the train" });
  await site.send("POST", "/api/learner/recover", { phrase });
  assertEquals(await draftOf(site, site.cookie), "written on the train");
});

Deno.test("a phrase that opens nothing is refused with what to do, and not too often", async () => {
  using site = new TestSite(HOSTED);
  const guess = () => site.send("POST", "/api/learner/recover", { phrase: "K7QM-2XVD-0000-0000-0000-0000" });
  const first = await guess();
  assertEquals([first.status, first.headers.get("set-cookie")], [403, null]);
  assertStringIncludes(await errorOf(first), "check it character by character");
  for (let guesses = 1; guesses < 10; guesses++) await guess();
  assertEquals((await guess()).status, 429);
});

Deno.test("nobody cancels another learner's run, nor learns that there is one", async () => {
  using site = new TestSite(HOSTED);
  const response = await site.send("POST", "/api/runs", { labId: "first-overlap", code: "", mode: "run" });
  const runId = site.grader.asked[0]?.runId;
  const headers = { cookie: "" };
  const stranger = await site.fetch(`/api/runs/${runId}`, { method: "DELETE", headers });
  const nobodys = await site.fetch(`/api/runs/${"0".repeat(32)}`, { method: "DELETE", headers });
  assertEquals([stranger.status, await stranger.text()], [404, await nobodys.text()]);
  assertEquals(site.grader.cancelled, []);
  await response.body?.cancel();
});

Deno.test("one address cannot fill the database with learners", async () => {
  using site = new TestSite(HOSTED);
  let refused = 0;
  for (let learner = 0; learner < 70; learner++) {
    site.cookie = "";
    refused += (await site.send("PUT", PATH, DRAFT)).status === 429 ? 1 : 0;
  }
  assertEquals(refused, 10);
  site.cookie = "";
  const elsewhere = await site.fetch(PATH, { method: "PUT", body: JSON.stringify(DRAFT), from: "198.51.100.7" });
  assertEquals(elsewhere.status, 200);
});

Deno.test("a local book has one learner, no cookie, and nothing to recover", async () => {
  using site = new TestSite();
  assertEquals((await site.send("PUT", PATH, DRAFT)).headers.get("set-cookie"), null);
  assertEquals((await site.fetch("/api/learner/phrase", { method: "POST" })).status, 404);
  assertEquals((await site.send("POST", "/api/learner/recover", { phrase: "x" })).status, 404);
});
