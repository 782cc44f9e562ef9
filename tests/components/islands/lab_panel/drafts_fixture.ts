/** A draft saver in a small world: a server that keeps one draft, a browser's store, and a clock that tests advance. */
import type { LocalDraft } from "../../../../components/islands/lab_panel/draft_merge.ts";
import { type DraftAnswer, DraftSaver } from "../../../../components/islands/lab_panel/draft_saver.ts";
import type { DraftStatus } from "../../../../components/islands/lab_panel/draft_status.ts";
import { NO_CONNECTION } from "../../../../components/islands/shared/problem.ts";
import type { Draft } from "../../../../labs/_progress/progress.ts";

export const STARTER = "// starter";

/** What the world is like, and what happened in it. Tests change and read it. */
export class DraftWorld {
  serverDraft: Draft | null = null;
  online = true;
  /** Set: the server stores a save, and its answer gets lost. */
  losesAnswers = false;
  kept: LocalDraft | null = null;
  storageWorks = true;
  readonly statuses: DraftStatus[] = [];
  /** The text that the panel shows, as far as the saver changed it. */
  shown = STARTER;
  saves = 0;
  readonly #timers = new Map<number, { readonly atMs: number; readonly callback: () => void }>();
  #nowMs = 0;
  #timersMade = 0;

  /** A saver as a page makes one. */
  saver(): DraftSaver {
    return new DraftSaver({ labId: "first-overlap", starter: STARTER }, {
      store: {
        read: () => this.kept,
        write: (_labId, draft) => {
          if (this.storageWorks) this.kept = draft;
          return this.storageWorks;
        },
      },
      load: () => Promise.resolve(this.#answer({ kind: "draft", draft: this.serverDraft })),
      save: (code, { baseVersion }) => Promise.resolve(this.#answer(this.#store(code, baseVersion))),
      later: (callback, delayMs) => {
        const timer = ++this.#timersMade;
        this.#timers.set(timer, { atMs: this.#nowMs + delayMs, callback });
        return () => void this.#timers.delete(timer);
      },
      onStatus: (status) => this.statuses.push(status),
      onText: (code) => {
        this.shown = code;
      },
    });
  }

  /** What the last word on the text's place was. */
  get status(): DraftStatus["kind"] | undefined {
    return this.statuses.at(-1)?.kind;
  }

  /** Lets time pass: what is due is called back. */
  advance(byMs: number): void {
    this.#nowMs += byMs;
    for (const [timer, { atMs, callback }] of this.#timers) {
      if (atMs > this.#nowMs) continue;
      this.#timers.delete(timer);
      callback();
    }
  }

  /** Another device saves. */
  savedElsewhere(code: string): void {
    this.serverDraft = this.#next(code);
  }

  #store(code: string, baseVersion: number): DraftAnswer {
    if (!this.online) return { kind: "problem", problem: NO_CONNECTION };
    this.saves++;
    if (this.serverDraft !== null && this.serverDraft.version !== baseVersion) {
      return { kind: "conflict", current: this.serverDraft };
    }
    this.serverDraft = this.#next(code);
    return this.losesAnswers ? { kind: "problem", problem: NO_CONNECTION } : { kind: "draft", draft: this.serverDraft };
  }

  #answer(answer: DraftAnswer): DraftAnswer {
    return this.online ? answer : { kind: "problem", problem: NO_CONNECTION };
  }

  #next(code: string): Draft {
    return { labId: "first-overlap", code, version: (this.serverDraft?.version ?? 0) + 1, savedAtMs: this.#nowMs };
  }
}
