import { useState } from "preact/hooks";
import type { ImportSummary } from "../../../labs/_progress/progress.ts";
import { askServer } from "../shared/ask_server.ts";
import { useAlive } from "../shared/use_alive.ts";
import { importWords, readProgressFile } from "./import_words.ts";

/** Brings a file back that an export made. */
export function ImportForm() {
  const alive = useAlive();
  const [said, say] = useState("");

  async function take(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    const read = readProgressFile(await file.text());
    if (read.kind === "refused") return say(read.sentence);
    say("Importing …");
    const answer = await askServer("/api/progress/import", { method: "POST", body: read.content });
    say(answer.kind === "problem" ? answer.problem.sentence : importWords(answer.body as ImportSummary));
  }

  return (
    <section>
      <h3>Import</h3>
      <p>
        <label>
          A file that an export made:
          <input
            type="file"
            accept="application/json,.json"
            disabled={!alive}
            onChange={(event) => void take(event.currentTarget.files?.[0])}
          />
        </label>
      </p>
      <p role="status">{said}</p>
    </section>
  );
}
