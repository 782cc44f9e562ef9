/** Another way: with the names of the language's specification, and timers that are searched for each time. */
interface Host {
  nowMs(): number;
  sleepUntil(ms: number): void;
  report(error: unknown): void;
}
type Handler = ((value: unknown) => unknown) | null | undefined;
interface PromiseReaction {
  readonly capability: Deferred | null;
  readonly type: "fulfil" | "reject";
  readonly handler: Handler;
}

export class Loop {
  private jobQueue: (() => void)[] = [];
  private activeTimers: Record<number, { at: number; callback: () => void }> = {};
  private lastHandle = 0;
  constructor(private host: Host) {}

  queueMicrotask(job: () => void) {
    this.jobQueue = [...this.jobQueue, job];
  }

  setTimeout(callback: () => void, delayMs: number) {
    this.activeTimers[++this.lastHandle] = { at: this.host.nowMs() + delayMs, callback };
    return this.lastHandle;
  }

  clearTimeout(handle: number) {
    delete this.activeTimers[handle];
  }

  run(main: () => void) {
    this.setTimeout(main, 0);
    for (let handles = Object.keys(this.activeTimers); handles.length > 0; handles = Object.keys(this.activeTimers)) {
      let next = Number(handles[0]);
      for (const handle of handles.map(Number)) {
        if (this.activeTimers[handle]!.at < this.activeTimers[next]!.at) next = handle;
      }
      const { at, callback } = this.activeTimers[next]!;
      delete this.activeTimers[next];
      this.host.sleepUntil(at);
      this.invoke(callback);
      this.performMicrotaskCheckpoint();
    }
  }

  private performMicrotaskCheckpoint() {
    while (this.jobQueue.length > 0) {
      const [job, ...rest] = this.jobQueue;
      this.jobQueue = rest;
      this.invoke(job!);
    }
  }

  private invoke(callback: () => void) {
    try {
      callback();
    } catch (exception) {
      this.host.report(exception);
    }
  }
}

export class Deferred {
  private state = "pending";
  private result: unknown;
  private reactions: PromiseReaction[] = [];
  private alreadyResolved = false;
  constructor(private loop: Loop) {}

  resolve(resolution: unknown) {
    if (this.alreadyResolved) return;
    this.alreadyResolved = true;
    this.resolveFunction(resolution);
  }

  reject(reason: unknown) {
    if (this.alreadyResolved) return;
    this.alreadyResolved = true;
    this.settle("rejected", reason);
  }

  then(onFulfilled?: Handler, onRejected?: Handler): Deferred {
    const capability = new Deferred(this.loop);
    this.performThen(onFulfilled, onRejected, capability);
    return capability;
  }

  private resolveFunction(resolution: unknown) {
    if (resolution instanceof Deferred) {
      // NewPromiseResolveThenableJob
      this.loop.queueMicrotask(() =>
        resolution.performThen(
          (value) => this.resolveFunction(value),
          (reason) => this.settle("rejected", reason),
          null,
        )
      );
    } else this.settle("fulfilled", resolution);
  }

  private performThen(onFulfilled: Handler, onRejected: Handler, capability: Deferred | null) {
    const both: PromiseReaction[] = [
      { capability, type: "fulfil", handler: onFulfilled },
      { capability, type: "reject", handler: onRejected },
    ];
    if (this.state === "pending") this.reactions.push(...both);
    else for (const reaction of both) this.queueReaction(reaction);
  }

  private settle(state: "fulfilled" | "rejected", result: unknown) {
    this.state = state;
    this.result = result;
    const reactions = this.reactions;
    this.reactions = [];
    for (const reaction of reactions) this.queueReaction(reaction);
  }

  /** NewPromiseReactionJob */
  private queueReaction({ type, handler, capability }: PromiseReaction) {
    if ((type === "fulfil") !== (this.state === "fulfilled")) return;
    this.loop.queueMicrotask(() => {
      let completion: unknown;
      try {
        if (handler) completion = handler(this.result);
        else if (type === "fulfil") completion = this.result;
        else return capability?.reject(this.result);
      } catch (error) {
        return capability?.reject(error);
      }
      capability?.resolve(completion);
    });
  }
}
