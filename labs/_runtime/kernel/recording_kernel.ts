/**
 * A kernel that records what is asked of it: each call as it enters and as it returns, and each descriptor reported ready.
 *
 * It is a wrapper, and works the same around the model and around Linux, so that a drawing of the one can be laid beside a
 * drawing of the other. A call that never returns leaves its entry in the trace and no return. epoll hands back the
 * program's own word and not the descriptor, so the wrapper notes which descriptor each word was registered for. Of threads
 * it notes which one made the call. What changes inside is recorded too (`state_recorder.ts`), after each call.
 */
import type { Coroutine } from "../scheduler/mod.ts";
import { runningTask } from "../scheduler/running.ts";
import type { Recorder } from "../trace/mod.ts";
import { inWords } from "./call_words.ts";
import { eventNames } from "./flags.ts";
import type { Returned } from "./errno.ts";
import type { Kernel } from "./kernel.ts";
import type { ModelKernel } from "./model_kernel.ts";
import { recordRing } from "./recording_ring.ts";
import type { Ring, RingKernel, RingOptions } from "./ring.ts";
import { StateRecorder } from "./state_recorder.ts";
import type { ThreadCalls } from "./thread_calls.ts";

/** What a kernel can do besides system calls. */
const NO_CALLS = new Set(["readyList", "unread", "unaccepted"]);

/** `kernel`, recorded; whatever else the kernel can do is still there. */
export function recordKernel<Recorded extends Kernel | ThreadCalls>(
  kernel: Recorded,
  recorder: Pick<Recorder, "record">,
): Recorded {
  /** Epoll instance and word → descriptor. */
  const registered = new Map<string, number>();
  const state = new StateRecorder(kernel, recorder);
  const more: Partial<RingKernel & Pick<ModelKernel, "at">> = kernel as object;

  function ready(descriptor: number, events: number): void {
    if (events !== 0) recorder.record({ kind: "descriptor-ready", descriptor, events: eventNames(events) });
  }

  function recorded<Arguments extends unknown[], Result>(
    call: string,
    act: (...args: Arguments) => Result | Coroutine<Result>,
  ) {
    return (...args: Arguments): Result | Coroutine<Result> => {
      const task = runningTask();
      const byTask = task === null ? {} : { task: task.id };
      recorder.record({ kind: "system-call-entered", call: `${call}(${args.map(inWords).join(", ")})`, ...byTask });
      return onReturn(act(...args), (value) => {
        recorder.record({ kind: "system-call-returned", call, result: inWords(value), ...byTask });
        state.returned(call, args, value);
      });
    };
  }

  const epollCtl: Kernel["epollCtl"] = (epfd, op, fd, event) => {
    const result = kernel.epollCtl(epfd, op, fd, event);
    if (result === 0 && event !== undefined) registered.set(`${epfd} ${event.data}`, fd);
    return result;
  };

  function epollWait(...[epfd, maxEvents, timeoutMs]: Parameters<Kernel["epollWait"]>) {
    return onReturn(kernel.epollWait(epfd, maxEvents, timeoutMs), (result) => {
      if (typeof result === "string") return;
      const descriptors = result.map(({ data }) => registered.get(`${epfd} ${data}`) ?? data);
      state.taken(epfd, descriptors);
      result.forEach(({ events }, index) => ready(descriptors[index]!, events));
    });
  }

  function poll(...[entries, timeoutMs]: Parameters<Kernel["poll"]>) {
    return onReturn(kernel.poll(entries, timeoutMs), (result) => {
      if (typeof result !== "string") entries.forEach(({ fd }, index) => ready(fd, result[index] ?? 0));
    });
  }

  function ioUringSetup(options: RingOptions): Returned<Ring> {
    const made = more.ioUringSetup!(options);
    if (typeof made === "string") return made;
    const enter = recorded(
      "ioUringEnter",
      (toSubmit: number, minComplete: number) => made.enter(toSubmit, minComplete),
    );
    return state.watch(recordRing(made, { record: recorder.record, enter: enter as Ring["enter"] }));
  }

  /** What happens outside changes the inside of the kernel too. */
  function at(ns: number, happen: () => void): void {
    more.at!(ns, () => {
      happen();
      state.look();
    });
  }

  const replaced: Readonly<Record<string, unknown>> = {
    at,
    ioUringSetup: recorded("ioUringSetup", ioUringSetup),
    epollCtl: recorded("epollCtl", epollCtl),
    epollWait: recorded("epollWait", epollWait),
    poll: recorded("poll", poll),
  };

  return new Proxy(kernel, {
    get(target, name) {
      const found: unknown = Reflect.get(target, name, target);
      if (typeof found !== "function" || typeof name !== "string" || NO_CALLS.has(name)) return found;
      if (name in replaced) return replaced[name];
      return recorded(name, (...args: unknown[]): unknown => Reflect.apply(found, target, args));
    },
  });
}

/** Calls `then` with what a call returns: now, or, where a thread makes the call, when it has slept. */
function onReturn<Value>(returned: Value | Coroutine<Value>, then: (value: Value) => void): Value | Coroutine<Value> {
  if (isCoroutine(returned)) {
    return (function* () {
      const value = yield* returned;
      then(value);
      return value;
    })();
  }
  then(returned);
  return returned;
}

function isCoroutine<Value>(returned: Value | Coroutine<Value>): returned is Coroutine<Value> {
  return typeof returned === "object" && returned !== null && "next" in returned;
}
