/** Runs one job on a waiting process and watches it from outside: wall clock, output, frames, and how it ended. */
import { FrameStream, type StdoutPart } from "../frame_stream.ts";
import type { HarnessJob } from "../harness/harness_job.ts";
import type { RunJob, SandboxExit } from "../protocol.ts";
import type { Clock } from "./clock.ts";
import { CrashReport } from "./crash_report.ts";
import { LearnerText } from "./learner_text.ts";
import type { Outbox } from "./outbox.ts";
import { OutputBudget } from "./output_budget.ts";
import { ignoreBrokenPipe, type SandboxProcess } from "./sandbox_process.ts";

/** Enough of stderr for V8's last words with the C++ stack after them. */
const TAIL_BYTES = 16_384;

/** What a watcher needs. */
export interface WatcherOptions {
  readonly process: SandboxProcess;
  readonly job: RunJob;
  /** Gets `stdout`, `stderr` and `frame` events, and `exited` as its last. */
  readonly outbox: Outbox;
  readonly clock: Clock;
}

/** One run from the job's first byte to the process's end. */
export class Watcher {
  readonly #process: SandboxProcess;
  readonly #job: RunJob;
  readonly #outbox: Outbox;
  readonly #clock: Clock;
  readonly #budget: OutputBudget;
  #killedFor: SandboxExit["killedFor"] = null;
  #frameBytes = 0;
  #tail: Uint8Array = new Uint8Array();
  /** Settles when the process is gone and `exited` is in the outbox. */
  readonly over: Promise<void>;

  /** Gives the process its job. */
  constructor({ process, job, outbox, clock }: WatcherOptions) {
    this.#process = process;
    this.#job = job;
    this.#outbox = outbox;
    this.#clock = clock;
    this.#budget = new OutputBudget(job.limits);
    this.over = this.#watch();
  }

  /** Kills the run; the first reason counts. */
  kill(reason: NonNullable<SandboxExit["killedFor"]>): void {
    if (!this.#process.running) return;
    this.#killedFor ??= reason;
    this.#process.kill();
    this.#outbox.unbind();
  }

  async #watch(): Promise<void> {
    const startedAt = this.#clock.now();
    const nonce = crypto.randomUUID().replaceAll("-", "");
    using _wallClock = this.#clock.after(this.#job.limits.wallMs, () => this.kill("wall"));
    const [{ code, signal, cpuMs }] = await Promise.all([
      this.#process.ended,
      this.#feed(nonce),
      this.#readStdout(nonce),
      this.#readStderr(),
    ]);
    const exit: SandboxExit = {
      killedFor: this.#killedFor,
      code,
      signal,
      stderrTail: new TextDecoder().decode(this.#tail),
      durationMs: Math.round(this.#clock.now() - startedAt),
      cpuMs,
      truncated: this.#budget.truncated,
    };
    this.#outbox.close({ type: "exited", exit });
  }

  async #feed(nonce: string): Promise<void> {
    const { entry, drive, code, safePoints = false, calls } = this.#job;
    const line: HarnessJob = { nonce, entry, drive, code, safePoints, calls };
    try {
      const writer = this.#process.stdin.getWriter();
      await writer.write(new TextEncoder().encode(`${JSON.stringify(line)}\n`));
      await writer.close();
    } catch (error) {
      ignoreBrokenPipe(error);
    }
  }

  async #readStdout(nonce: string): Promise<void> {
    const frames = new FrameStream(nonce, this.#job.limits.frameBytes);
    const text = new LearnerText();
    for await (const chunk of this.#process.stdout) {
      for (const part of frames.push(chunk)) this.#takePart(part, text);
      await this.#outbox.room();
    }
    for (const part of frames.end()) this.#takePart(part, text);
    this.#show("stdout", text.end());
  }

  #takePart(part: StdoutPart, text: LearnerText): void {
    switch (part.type) {
      case "output":
        return this.#show("stdout", text.push(this.#count(part.bytes)));
      case "frame":
        this.#frameBytes += part.byteLength;
        if (this.#frameBytes > this.#job.limits.frameBytes) return this.kill("frames");
        return this.#outbox.push({ type: "frame", frame: part.frame }, part.byteLength);
      case "frame-too-long":
        return this.kill("frames");
    }
  }

  async #readStderr(): Promise<void> {
    const text = new LearnerText();
    const crash = new CrashReport();
    for await (const chunk of this.#process.stderr) {
      this.#tail = lastOf(this.#tail, chunk);
      this.#show("stderr", crash.push(text.push(this.#count(chunk))));
      await this.#outbox.room();
    }
    this.#show("stderr", crash.push(text.end()) + crash.end());
  }

  /** Counts what the program printed, ends it when that is too much, and returns what is shown of it. */
  #count(bytes: Uint8Array): Uint8Array {
    const shown = this.#budget.take(bytes);
    if (this.#budget.exceeded) this.kill("output");
    return shown;
  }

  #show(stream: "stdout" | "stderr", text: string): void {
    this.#outbox.pushText(stream, text);
  }
}

function lastOf(tail: Uint8Array, chunk: Uint8Array): Uint8Array {
  if (chunk.length >= TAIL_BYTES) return chunk.slice(-TAIL_BYTES);
  const both = new Uint8Array(tail.length + chunk.length);
  both.set(tail);
  both.set(chunk, tail.length);
  return both.slice(-TAIL_BYTES);
}
