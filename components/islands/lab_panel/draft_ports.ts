/** The draft saver's outside world in a browser: the drafts endpoint, `localStorage`, timers. */
import type { Draft } from "../../../labs/_progress/progress.ts";
import { askServer, type ServerAnswer } from "../shared/ask_server.ts";
import type { DraftAnswer, DraftPorts } from "./draft_saver.ts";
import { browserDrafts } from "./draft_store.ts";

/** All that a saver needs but the listeners. */
export function draftPorts(labId: string): Omit<DraftPorts, "onStatus" | "onText"> {
  const path = `/api/drafts/${labId}`;
  return {
    store: browserDrafts(() => localStorage),
    load: async () => draftIn(await askServer(path)),
    save: async (code, { baseVersion, keepalive }) =>
      draftIn(await askServer(path, { method: "PUT", body: { code, baseVersion }, keepalive })),
    later(callback, delayMs) {
      const timer = setTimeout(callback, delayMs);
      return () => clearTimeout(timer);
    },
  };
}

function draftIn(answer: ServerAnswer): DraftAnswer {
  switch (answer.kind) {
    case "ok":
      return { kind: "draft", draft: (answer.body as { draft: Draft | null }).draft };
    case "conflict":
      return { kind: "conflict", current: (answer.body as { current: Draft }).current };
    case "problem":
      return answer;
  }
}
