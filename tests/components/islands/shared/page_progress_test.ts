import { assertEquals } from "@std/assert";
import { PageProgress } from "../../../../components/islands/shared/page_progress.ts";
import type { LearnerProgress } from "../../../../labs/_progress/progress.ts";

const FETCHED: LearnerProgress = {
  labs: [{ labId: "first-overlap", attempts: 2, passedAtMs: 5, passedCode: "x" }],
  answers: [],
};

/** The first progress that a new listener hears. */
function firstHeard(progress: PageProgress): Promise<LearnerProgress> {
  return new Promise((resolve) => progress.listen(resolve));
}

Deno.test("many islands cost one request, and each hears the progress", async () => {
  let requests = 0;
  const progress = new PageProgress(() => {
    requests++;
    return Promise.resolve(FETCHED);
  });
  assertEquals(await Promise.all([firstHeard(progress), firstHeard(progress)]), [FETCHED, FETCHED]);
  assertEquals(await firstHeard(progress), FETCHED);
  assertEquals(requests, 1);
});

Deno.test("a pass noted before the server's answer is not undone by it", async () => {
  const { promise, resolve } = Promise.withResolvers<LearnerProgress>();
  const progress = new PageProgress(() => promise);
  let known: LearnerProgress | null = null;
  progress.listen((heard) => known = heard);
  const noted = progress.noteAttempt("find-the-blocker", { passed: true, atMs: 9 });
  resolve(FETCHED);
  await noted;
  assertEquals(known, {
    labs: [...FETCHED.labs, { labId: "find-the-blocker", attempts: 1, passedAtMs: 9, passedCode: null }],
    answers: [],
  });
});

Deno.test("a failed attempt after a pass leaves the pass", async () => {
  const progress = new PageProgress(() => Promise.resolve(FETCHED));
  let known: LearnerProgress | null = null;
  progress.listen((heard) => known = heard);
  await progress.noteAttempt("first-overlap", { passed: false, atMs: 9 });
  assertEquals(known, { ...FETCHED, labs: [{ ...FETCHED.labs[0]!, attempts: 3 }] });
});

Deno.test("an unreachable server means no marks, and nothing else", async () => {
  const progress = new PageProgress(() => Promise.resolve(null));
  let known: LearnerProgress | null = null;
  progress.listen((heard) => known = heard);
  await progress.noteAnswer({ chapter: "what-runs-when", questionId: "q", correct: true });
  const answers = [{ chapter: "what-runs-when", questionId: "q", correct: true, tries: 1 }];
  assertEquals(known, { labs: [], answers });
});

Deno.test("who stops listening hears nothing more", async () => {
  const progress = new PageProgress(() => Promise.resolve(FETCHED));
  let times = 0;
  const stop = progress.listen(() => times++);
  await firstHeard(progress);
  stop();
  await progress.noteAttempt("first-overlap", { passed: true, atMs: 1 });
  assertEquals(times, 1);
});
