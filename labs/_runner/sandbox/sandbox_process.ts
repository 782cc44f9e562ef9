/** One sandboxed Deno: started, fed by stdin, killed whole, and gone without a trace when `ended` settles. */
import type { RunLimits } from "../protocol.ts";
import type { CgroupUsage, RunCgroup } from "./cgroup.ts";
import { commandLine } from "./command_line.ts";
import { type ExitStatus, exitStatus } from "./exit_status.ts";
import type { SandboxHost } from "./host.ts";
import type { SandboxLayers } from "./layers.ts";

/** What a process is started from. */
export interface StartOptions {
  readonly host: SandboxHost;
  readonly layers: SandboxLayers;
  readonly limits: RunLimits;
  /** With what the driver of a real kernel needs. */
  readonly realKernel: boolean;
  readonly harnessFolder: string;
  /** Flags for V8 besides the heap's size. */
  readonly v8Flags?: readonly string[];
}

/** How it ended and what it used. */
export interface ProcessEnd extends ExitStatus {
  /** 0 where no cgroup could count it. */
  readonly cpuMs: number;
}

/** A process that has been started; it waits for its job on stdin. */
export class SandboxProcess {
  readonly #child: Deno.ChildProcess;
  readonly #cgroup: RunCgroup | null;
  #running = true;
  #killed = false;
  /** Settles when the process and its cgroup are gone. Streams may hold output for a moment longer. */
  readonly ended: Promise<ProcessEnd>;

  private constructor(child: Deno.ChildProcess, cgroup: RunCgroup | null) {
    this.#child = child;
    this.#cgroup = cgroup;
    this.ended = this.#end();
  }

  /** Starts the command line of these layers. Throws what `Deno.Command.spawn` throws. */
  static start(options: StartOptions): SandboxProcess {
    const { host, layers } = options;
    const cgroup = layers.cgroup && typeof host.cgroups !== "string" ? host.cgroups.create() : null;
    const { command, args, env } = commandLine({ ...options, joinFiles: cgroup?.joinFiles ?? [] });
    const child = new Deno.Command(command, {
      args: [...args],
      env: { ...env },
      clearEnv: true,
      cwd: host.folder,
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    return new SandboxProcess(child, cgroup);
  }

  /** False once it has ended, by itself or not. */
  get running(): boolean {
    return this.#running;
  }

  get stdin(): WritableStream<Uint8Array<ArrayBuffer>> {
    return this.#child.stdin;
  }

  get stdout(): ReadableStream<Uint8Array<ArrayBuffer>> {
    return this.#child.stdout;
  }

  get stderr(): ReadableStream<Uint8Array<ArrayBuffer>> {
    return this.#child.stderr;
  }

  /** SIGKILL, never less: a program can ignore any other. It ends the outermost process, whose namespaces die with it. */
  kill(): void {
    if (!this.#running) return;
    try {
      this.#child.kill("SIGKILL");
      this.#killed = true;
    } catch (error) {
      // It has ended in this very turn, and `ended` is about to say so.
      if (!(error instanceof TypeError)) throw error;
    }
  }

  /** Kills a process that never got a job, and waits until it is gone. */
  async discard(): Promise<void> {
    this.kill();
    await Promise.all([
      this.#child.stdin.abort().catch(ignoreBrokenPipe),
      this.#child.stdout.cancel(),
      this.#child.stderr.cancel(),
      this.ended,
    ]);
  }

  async #end(): Promise<ProcessEnd> {
    const status = await this.#child.status;
    this.#running = false;
    const usage = await this.#usage();
    return { ...exitStatus(status, { killed: this.#killed, usage }), cpuMs: usage?.cpuMs ?? 0 };
  }

  async #usage(): Promise<CgroupUsage | null> {
    if (this.#cgroup === null) return null;
    await this.#cgroup.empty();
    const usage = this.#cgroup.usage();
    await this.#cgroup.remove();
    return usage;
  }
}

/** Writing to a process that has ended says nothing that its end does not say better. */
export function ignoreBrokenPipe(error: unknown): void {
  if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
}
