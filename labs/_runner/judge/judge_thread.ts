/** Judges on a thread of their own, so that a judge that computes, or never ends, does not hold up the server. */
import type { Lab } from "../lab.ts";
import type { TestReport } from "../protocol.ts";
import type { Evidence, JudgeReply, JudgeRequest, PlannedScenario } from "./judge_messages.ts";

/** The thread, started by its first question and started again after an overrun. One question at a time; others wait. */
export class JudgeThread {
  readonly #limitMs: number;
  #worker: Worker | null = null;
  /** Ends the question that is being answered, if one is. */
  #abandon: (reason: Error) => void = () => {};
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  /** `limitMs`: how long one question may take. */
  constructor(options: { readonly limitMs: number }) {
    this.#limitMs = options.limitMs;
  }

  /** Draws the inputs of a run. Throws `Error` that names the judge's file when it is broken or too slow. */
  async plan(lab: Lab, seed: number): Promise<readonly PlannedScenario[]> {
    const reply = await this.#ask(lab, { kind: "plan", judgeUrl: lab.judgeUrl.href, seed });
    return reply.kind === "planned" ? reply.scenarios : raise(lab, reply);
  }

  /** Reports the tests of each piece of evidence, in order. Throws as `plan`. */
  async check(lab: Lab, evidence: readonly Evidence[]): Promise<readonly (readonly TestReport[])[]> {
    const reply = await this.#ask(lab, { kind: "check", judgeUrl: lab.judgeUrl.href, evidence });
    return reply.kind === "checked" ? reply.reports : raise(lab, reply);
  }

  /** Ends the thread for good; the question that it was at throws, and so do those that wait or come. */
  close(): void {
    this.#closed = true;
    this.#end(CLOSED);
  }

  #ask(lab: Lab, request: JudgeRequest): Promise<JudgeReply> {
    const reply = this.#last.then(() => this.#askNow(lab, request));
    // The next question is asked however this one ended.
    this.#last = reply.catch(() => undefined);
    return reply;
  }

  async #askNow(lab: Lab, request: JudgeRequest): Promise<JudgeReply> {
    if (this.#closed) throw new Error(CLOSED);
    const worker = this.#worker ?? await this.#open(lab);
    const reply = this.#nextReply(worker, lab);
    // The clock starts when the thread is up: how long that takes is not the judge's doing.
    const overrun = setTimeout(() => {
      this.#end(`${judgeFile(lab)} took longer than ${this.#limitMs / 1000} s. Look for a loop that never ends.`);
    }, this.#limitMs);
    worker.postMessage(request);
    return await reply.finally(() => clearTimeout(overrun));
  }

  async #open(lab: Lab): Promise<Worker> {
    const worker = new Worker(new URL("judge_worker.ts", import.meta.url), { type: "module" });
    this.#worker = worker;
    await this.#nextReply(worker, lab);
    return worker;
  }

  #nextReply(worker: Worker, lab: Lab): Promise<JudgeReply> {
    const { promise, resolve, reject } = Promise.withResolvers<JudgeReply>();
    this.#abandon = reject;
    worker.onmessage = ({ data: reply }: MessageEvent<JudgeReply>) => resolve(reply);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#end(`${judgeFile(lab)} broke its thread: ${event.message}`);
    };
    return promise;
  }

  #end(reason: string): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#abandon(new Error(reason));
  }
}

const CLOSED = "the judge thread was closed";

function raise(lab: Lab, reply: JudgeReply): never {
  const reason = reply.kind === "broken" ? reply.message : `it answered "${reply.kind}" out of turn`;
  throw new Error(`${judgeFile(lab)} is broken: ${reason}.`);
}

function judgeFile(lab: Lab): string {
  return `labs/${lab.id}/judge.ts`;
}
