import { assertEquals } from "@std/assert";
import { BROWSER_SAVE_MS, SERVER_SAVE_MS } from "../../../../components/islands/lab_panel/draft_saver.ts";
import { DraftWorld, STARTER } from "./drafts_fixture.ts";

Deno.test("a change is kept in the browser shortly after, and on the server after a pause", async () => {
  const world = new DraftWorld();
  const saver = world.saver();
  await saver.open();
  saver.changed("a");
  assertEquals([world.kept, world.saves], [null, 0]);
  world.advance(BROWSER_SAVE_MS);
  assertEquals([world.kept, world.saves], [{ code: "a", baseVersion: 0, saved: false }, 0]);
  world.advance(SERVER_SAVE_MS - BROWSER_SAVE_MS);
  await saver.flush();
  assertEquals(world.serverDraft?.code, "a");
  assertEquals(world.kept, { code: "a", baseVersion: 1, saved: true });
  assertEquals(world.status, "saved");
});

Deno.test("typing on puts the server's save off: one save for a burst of changes", async () => {
  const world = new DraftWorld();
  const saver = world.saver();
  await saver.open();
  for (const code of ["a", "ab", "abc"]) {
    saver.changed(code);
    world.advance(SERVER_SAVE_MS - 1);
  }
  assertEquals(world.saves, 0);
  world.advance(1);
  await saver.flush();
  assertEquals([world.saves, world.serverDraft?.code], [1, "abc"]);
});

Deno.test("an untouched starter is saved nowhere", async () => {
  const world = new DraftWorld();
  const saver = world.saver();
  await saver.open();
  await saver.flush();
  saver.leave();
  assertEquals([world.kept, world.serverDraft, world.status], [null, null, "none"]);
});

Deno.test("a page opens with the browser's text, and saves it when the server has none", async () => {
  const world = new DraftWorld();
  world.kept = { code: "mine", baseVersion: 0, saved: false };
  await world.saver().open();
  assertEquals([world.shown, world.serverDraft?.code, world.status], ["mine", "mine", "saved"]);
});

Deno.test("offline, text stays in the browser and says so; back online the next flush saves it", async () => {
  const world = new DraftWorld();
  world.online = false;
  const saver = world.saver();
  await saver.open();
  saver.changed("mine");
  await saver.flush();
  assertEquals([world.status, world.kept?.code], ["only-in-browser", "mine"]);
  world.online = true;
  await saver.flush();
  assertEquals([world.status, world.serverDraft?.code], ["saved", "mine"]);
});

Deno.test("with the browser's storage full, the reader hears that the server alone has the text, or nobody", async () => {
  const world = new DraftWorld();
  world.storageWorks = false;
  const saver = world.saver();
  await saver.open();
  saver.changed("mine");
  await saver.flush();
  assertEquals(world.status, "only-on-server");
  world.online = false;
  saver.changed("mine, longer");
  await saver.flush();
  assertEquals(world.status, "nowhere");
});

Deno.test("text that another tab saved meanwhile is offered, and nothing is saved over it until the reader chose", async () => {
  const world = new DraftWorld();
  const saver = world.saver();
  await saver.open();
  world.savedElsewhere("theirs");
  saver.changed("mine");
  await saver.flush();
  assertEquals([world.status, world.serverDraft?.code, world.kept?.code], ["conflict", "theirs", "mine"]);
  saver.changed("mine, longer");
  await saver.flush();
  saver.leave();
  assertEquals([world.status, world.serverDraft?.code, world.saves], ["conflict", "theirs", 1]);
});

Deno.test("keep mine saves over theirs; take theirs shows theirs", async () => {
  for (const choice of ["mine", "theirs"]) {
    const world = new DraftWorld();
    const saver = world.saver();
    await saver.open();
    world.savedElsewhere("theirs");
    saver.changed("mine");
    await saver.flush();
    if (choice === "mine") await saver.keepMine();
    else saver.takeTheirs();
    assertEquals([world.serverDraft?.code, world.kept?.code, world.status], [choice, choice, "saved"]);
    if (choice === "theirs") assertEquals(world.shown, "theirs");
  }
});

Deno.test("a save whose answer got lost is recognised, and is no conflict with oneself", async () => {
  const world = new DraftWorld();
  const saver = world.saver();
  await saver.open();
  world.losesAnswers = true;
  saver.changed("mine");
  await saver.flush();
  assertEquals(world.status, "only-in-browser");
  world.losesAnswers = false;
  await saver.flush();
  assertEquals([world.status, world.serverDraft?.code], ["saved", "mine"]);
});

Deno.test("a reset before the first save on the server is a reset after reloading too", async () => {
  const world = new DraftWorld();
  world.online = false;
  const saver = world.saver();
  await saver.open();
  saver.changed("mine");
  await saver.flush();
  saver.changed(STARTER);
  saver.leave();
  world.online = true;
  await world.saver().open();
  assertEquals([world.shown, world.serverDraft], [STARTER, null]);
});

Deno.test("leaving the page saves at once what is not saved yet", async () => {
  const world = new DraftWorld();
  const saver = world.saver();
  await saver.open();
  saver.changed("mine");
  saver.leave();
  assertEquals([world.kept?.code, world.serverDraft?.code], ["mine", "mine"]);
});

Deno.test("changes typed while a save is under way are saved next, on top of it", async () => {
  const world = new DraftWorld();
  const saver = world.saver();
  await saver.open();
  saver.changed("a");
  const first = saver.flush();
  saver.changed("ab");
  await first;
  assertEquals(world.kept, { code: "ab", baseVersion: 1, saved: false });
  await saver.flush();
  assertEquals([world.serverDraft?.code, world.serverDraft?.version, world.status], ["ab", 2, "saved"]);
});
