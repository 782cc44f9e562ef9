/** Saves drafts without end, printing each version once it is acknowledged: the process that G1 kills. */
import { openProgress } from "../../labs/_progress/sqlite_progress.ts";

const [folder] = Deno.args;
if (folder === undefined) throw new TypeError("saver.ts needs a data folder");
const progress = openProgress(folder);
const stored = await progress.draft("ada", "first-overlap");
for (let version = stored?.version ?? 0;; version++) {
  const code = `// ${version + 1} ${"x".repeat(5_000)}`;
  const outcome = await progress.saveDraft("ada", { labId: "first-overlap", code, baseVersion: version });
  if (outcome.kind !== "saved") throw new Error(`version ${version + 1} was a conflict`);
  Deno.stdout.writeSync(new TextEncoder().encode(`${outcome.draft.version}\n`));
}
