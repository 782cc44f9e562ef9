import { useState } from "preact/hooks";
import { askServer } from "../shared/ask_server.ts";
import { useAlive } from "../shared/use_alive.ts";

/** A phrase that carries this progress to another device, and the way in with one. */
export function RecoveryPhrase() {
  const alive = useAlive();
  const [phrase, setPhrase] = useState<string | null>(null);
  const [typed, setTyped] = useState("");
  const [said, say] = useState("");

  async function show(): Promise<void> {
    const answer = await askServer("/api/learner/phrase", { method: "POST", body: {} });
    if (answer.kind === "problem") return say(answer.problem.sentence);
    setPhrase((answer.body as { phrase: string }).phrase);
    say("");
  }

  async function recover(): Promise<void> {
    const answer = await askServer("/api/learner/recover", { method: "POST", body: { phrase: typed } });
    if (answer.kind === "problem") return say(answer.problem.sentence);
    location.reload();
  }

  return (
    <section>
      <h3>Another device</h3>
      <p>
        A recovery phrase brings this progress to another browser. Whoever has it has your progress; a new phrase ends
        the old one.
      </p>
      {phrase === null
        ? (
          <p>
            <button type="button" disabled={!alive} onClick={() => void show()}>Make a recovery phrase</button>
          </p>
        )
        : (
          <p>
            Write it down, it is not shown again: <output class="phrase">{phrase}</output>
          </p>
        )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void recover();
        }}
      >
        <label>
          A phrase from another device
          <input
            type="text"
            autocomplete="off"
            spellcheck={false}
            required
            value={typed}
            disabled={!alive}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </label>
        <button type="submit" disabled={!alive}>Use it here</button>
      </form>
      <p>This browser then shows the progress of that phrase in place of its own: export yours first to keep it.</p>
      <p role="status">{said}</p>
    </section>
  );
}
