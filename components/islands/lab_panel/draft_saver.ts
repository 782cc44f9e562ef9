/**
 * Keeps the reader's text safe: in the browser shortly after each change, on the server a few seconds after the last one,
 * before each run and when the page is left.
 *
 * One save is under way at a time, each building on the version that the one before it got. On a conflict nothing more is
 * saved on the server until the reader has chosen; on a failure the text stays in the browser and the next change tries again.
 */
import type { Draft } from "../../../labs/_progress/progress.ts";
import type { Problem } from "../shared/problem.ts";
import { mergeDrafts } from "./draft_merge.ts";
import type { DraftStatus } from "./draft_status.ts";
import type { DraftStore } from "./draft_store.ts";

/** What came of asking the server for, or to keep, a draft. */
export type DraftAnswer =
  | { readonly kind: "draft"; readonly draft: Draft | null }
  | { readonly kind: "conflict"; readonly current: Draft }
  | { readonly kind: "problem"; readonly problem: Problem };

/** The outside world, as the saver sees it. */
export interface DraftPorts {
  readonly store: DraftStore;
  load(): Promise<DraftAnswer>;
  save(code: string, options: { readonly baseVersion: number; readonly keepalive: boolean }): Promise<DraftAnswer>;
  /** Calls back once after a while; returns how to call it off. */
  later(callback: () => void, delayMs: number): () => void;
  /** Hears where the text stands. */
  onStatus(status: DraftStatus): void;
  /** Hears a text that takes the place of the one shown. */
  onText(code: string): void;
}

/** Long enough to join the keystrokes of a word, short enough that a crash costs no more than one. */
export const BROWSER_SAVE_MS = 300;
/** A pause in typing. */
export const SERVER_SAVE_MS = 3_000;

/** One lab's text and where it is kept. */
export class DraftSaver {
  readonly #labId: string;
  readonly #starter: string;
  readonly #ports: DraftPorts;
  #code: string;
  /** What the server has as `#baseVersion`; the starter stands for nothing at all. */
  #savedCode: string;
  #baseVersion = 0;
  /** The text that the last save carried: an answer that got lost may have stored it. */
  #sentCode: string | null = null;
  /** False until the server has said what it has: saving before that could only conflict. */
  #merged = false;
  #conflict: Draft | null = null;
  #loading: Promise<void> | null = null;
  #saving: Promise<void> | null = null;
  /** True while the browser's copy is older than the text. */
  #changedHere = false;
  #browserRefused = false;
  #cancelBrowserSave = () => {};
  #cancelServerSave = () => {};

  constructor(lab: { readonly labId: string; readonly starter: string }, ports: DraftPorts) {
    this.#labId = lab.labId;
    this.#starter = lab.starter;
    this.#ports = ports;
    this.#code = this.#savedCode = lab.starter;
  }

  /** Shows what the browser kept, then asks the server and merges. */
  async open(): Promise<void> {
    const local = this.#ports.store.read(this.#labId);
    if (local !== null) {
      this.#code = local.code;
      this.#baseVersion = local.baseVersion;
      if (local.saved) this.#savedCode = local.code;
      this.#ports.onText(local.code);
    }
    await this.#load();
  }

  /** Takes the text after a change. */
  changed(code: string): void {
    this.#code = code;
    this.#changedHere = true;
    this.#callOffSaves();
    this.#cancelBrowserSave = this.#ports.later(() => this.#keepInBrowser(), BROWSER_SAVE_MS);
    this.#cancelServerSave = this.#ports.later(() => void this.flush(), SERVER_SAVE_MS);
    if (this.#conflict === null) this.#ports.onStatus({ kind: "unsaved" });
  }

  /** Saves now, in both places, what is not saved yet; resolves when the server has answered. */
  async flush(): Promise<void> {
    this.#callOffSaves();
    if (this.#changedHere) this.#keepInBrowser();
    while (this.#saving !== null) await this.#saving;
    if (this.#conflict !== null) return;
    if (!this.#merged) return await this.#load();
    if (this.#code === this.#savedCode) return this.#ports.onStatus(this.#savedStatus());
    await this.#save({ keepalive: false });
  }

  /** Saves without waiting for anything, since the page may be gone before an answer comes. */
  leave(): void {
    this.#callOffSaves();
    if (this.#changedHere) this.#keepInBrowser();
    if (this.#conflict === null && this.#merged && this.#code !== this.#savedCode) void this.#save({ keepalive: true });
  }

  /** Ends a conflict: the text shown here is saved over the server's. */
  async keepMine(): Promise<void> {
    if (this.#conflict === null) return;
    this.#baseVersion = this.#conflict.version;
    this.#savedCode = this.#conflict.code;
    this.#conflict = null;
    await this.flush();
  }

  /** Ends a conflict: the server's text is shown, the one shown here is given up. */
  takeTheirs(): void {
    if (this.#conflict === null) return;
    const theirs = this.#conflict;
    this.#conflict = null;
    this.#code = theirs.code;
    this.#ports.onText(theirs.code);
    this.#serverHas(theirs);
  }

  #load(): Promise<void> {
    this.#loading ??= this.#loadAndMerge().finally(() => this.#loading = null);
    return this.#loading;
  }

  async #loadAndMerge(): Promise<void> {
    const answer = await this.#ports.load();
    if (answer.kind === "problem") return this.#failed(answer.problem);
    const server = answer.kind === "draft" ? answer.draft : answer.current;
    const ours = this.#baseVersion > 0 || this.#code !== this.#starter;
    const saved = this.#code === this.#savedCode;
    const local = ours ? { code: this.#code, baseVersion: this.#baseVersion, saved } : null;
    const merged = mergeDrafts({ starter: this.#starter, local, server });
    this.#merged = true;
    if (merged.kind === "conflict") return this.#disagree(merged.theirs);
    if (merged.code !== this.#code) this.#ports.onText(merged.code);
    this.#code = merged.code;
    this.#baseVersion = merged.baseVersion;
    this.#savedCode = server?.code ?? this.#starter;
    if (ours || server !== null) this.#keepInBrowser();
    await this.flush();
  }

  #save(options: { readonly keepalive: boolean }): Promise<void> {
    const saving = this.#sendAndHear(options).finally(() => {
      if (this.#saving === saving) this.#saving = null;
    });
    this.#saving = saving;
    return saving;
  }

  async #sendAndHear(options: { readonly keepalive: boolean }): Promise<void> {
    this.#sentCode = this.#code;
    const answer = await this.#ports.save(this.#code, { baseVersion: this.#baseVersion, ...options });
    switch (answer.kind) {
      case "conflict":
        return answer.current.code === this.#sentCode
          ? this.#serverHas(answer.current)
          : this.#disagree(answer.current);
      case "problem":
        return this.#failed(answer.problem);
      case "draft":
        if (answer.draft !== null) this.#serverHas(answer.draft);
    }
  }

  /** Notes a save. The reader may have typed on meanwhile: the next save is under way by itself. */
  #serverHas(draft: Draft): void {
    this.#baseVersion = draft.version;
    this.#savedCode = draft.code;
    this.#keepInBrowser();
    if (this.#code === draft.code) this.#ports.onStatus(this.#savedStatus());
  }

  #savedStatus(): DraftStatus {
    if (this.#baseVersion === 0) return { kind: "none" };
    return this.#browserRefused ? { kind: "only-on-server" } : { kind: "saved" };
  }

  #disagree(theirs: Draft): void {
    this.#conflict = theirs;
    this.#keepInBrowser();
    this.#ports.onStatus({ kind: "conflict", theirs });
  }

  #failed(problem: Problem): void {
    if (this.#code === this.#savedCode) return;
    this.#keepInBrowser();
    this.#ports.onStatus({ kind: this.#browserRefused ? "nowhere" : "only-in-browser", problem });
  }

  #keepInBrowser(): void {
    const saved = this.#code === this.#savedCode;
    const draft = { code: this.#code, baseVersion: this.#baseVersion, saved };
    this.#changedHere = false;
    this.#browserRefused = !this.#ports.store.write(this.#labId, draft);
  }

  #callOffSaves(): void {
    this.#cancelBrowserSave();
    this.#cancelServerSave();
  }
}
