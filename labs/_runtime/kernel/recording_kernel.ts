/**
 * A kernel that records what is asked of it: each call as it enters and as it returns, and each descriptor reported ready.
 *
 * It is a wrapper, and works the same around the model and around Linux, so that a drawing of the one can be laid beside a
 * drawing of the other. A call that never returns leaves its entry in the trace and no return. epoll hands back the
 * program's own word and not the descriptor, so the wrapper notes which descriptor each word was registered for.
 */
import type { Recorder } from "../trace/mod.ts";
import { eventNames } from "./flags.ts";
import type { EpollEvent, Kernel } from "./kernel.ts";

/** `kernel`, recorded; whatever else the kernel can do is still there. */
export function recordKernel<Recorded extends Kernel>(kernel: Recorded, recorder: Pick<Recorder, "record">): Recorded {
  /** Epoll instance and word → descriptor. */
  const registered = new Map<string, number>();

  function ready(descriptor: number, events: number): void {
    if (events !== 0) recorder.record({ kind: "descriptor-ready", descriptor, events: eventNames(events) });
  }

  function recorded<Arguments extends unknown[], Result>(call: string, act: (...args: Arguments) => Result) {
    return (...args: Arguments): Result => {
      recorder.record({ kind: "system-call-entered", call: `${call}(${args.map(inWords).join(", ")})` });
      const result = act(...args);
      recorder.record({ kind: "system-call-returned", call, result: inWords(result) });
      return result;
    };
  }

  const epollCtl: Kernel["epollCtl"] = (epfd, op, fd, event) => {
    const result = kernel.epollCtl(epfd, op, fd, event);
    if (result === 0 && event !== undefined) registered.set(`${epfd} ${event.data}`, fd);
    return result;
  };

  const epollWait: Kernel["epollWait"] = (epfd, maxEvents, timeoutMs) => {
    const result = kernel.epollWait(epfd, maxEvents, timeoutMs);
    if (typeof result === "string") return result;
    for (const { events, data } of result) ready(registered.get(`${epfd} ${data}`) ?? data, events);
    return result;
  };

  const poll: Kernel["poll"] = (entries, timeoutMs) => {
    const result = kernel.poll(entries, timeoutMs);
    if (typeof result !== "string") entries.forEach(({ fd }, index) => ready(fd, result[index] ?? 0));
    return result;
  };

  const replaced: Readonly<Record<string, unknown>> = {
    epollCtl: recorded("epollCtl", epollCtl),
    epollWait: recorded("epollWait", epollWait),
    poll: recorded("poll", poll),
  };

  return new Proxy(kernel, {
    get(target, name) {
      if (typeof name === "string" && name in replaced) return replaced[name];
      const found: unknown = Reflect.get(target, name, target);
      if (typeof found !== "function" || typeof name !== "string") return found;
      return recorded(name, (...args: unknown[]): unknown => Reflect.apply(found, target, args));
    },
  });
}

/** An argument or a result, short: bytes by their number, events by their names. */
function inWords(value: unknown): string {
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (Array.isArray(value)) return `[${value.map(inWords).join(", ")}]`;
  if (isEvent(value)) return `${eventNames(value.events)} for ${value.data}`;
  if (typeof value === "object" && value !== null) return JSON.stringify(value);
  return String(value);
}

function isEvent(value: unknown): value is EpollEvent {
  return typeof value === "object" && value !== null && "events" in value && "data" in value;
}
