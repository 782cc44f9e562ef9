/** One sentence for one event: what the timeline says while you step through it. */
import type { Trace, TraceEvent } from "../../labs/_runtime/trace/trace.ts";
import { durationWords } from "./time_scale.ts";

/** The name that a task was spawned with, or its number. */
function taskName(trace: Trace, task: number): string {
  const spawned = trace.events.find((event) => event.kind === "task-spawned" && event.task === task);
  return spawned?.kind === "task-spawned" ? spawned.name : `task ${task}`;
}

/** What happened, in words, without the time. */
export function eventSentence(trace: Trace, event: TraceEvent): string {
  switch (event.kind) {
    case "task-spawned":
      return `${event.name} is created and may run.`;
    case "task-started":
      return `${taskName(trace, event.task)} runs.`;
    case "task-yielded":
      return `${taskName(trace, event.task)} gives way and may run again.`;
    case "task-preempted":
      return `${taskName(trace, event.task)} is made to give way and may run again.`;
    case "task-blocked":
      return `${taskName(trace, event.task)} waits for ${event.on.name} (${event.on.kind}).`;
    case "task-woken": {
      const by = event.by === undefined ? "" : ` (woken by ${taskName(trace, event.by)})`;
      return `${taskName(trace, event.task)} may run${by}.`;
    }
    case "task-finished":
      return `${taskName(trace, event.task)} finishes.`;
    case "task-failed":
      return `${taskName(trace, event.task)} fails: ${event.error}.`;
    case "thread-started":
      return `Thread ${event.name} starts.`;
    case "thread-finished":
      return `Thread ${event.thread} ends.`;
    case "loop-phase":
      return `The loop enters its phase ${event.phase}.`;
    case "timer-set":
      return `Timer ${event.timer} is set for ${durationWords(event.delayNs)} from now.`;
    case "timer-fired":
      return `Timer ${event.timer} fires, ${event.lateNs === 0 ? "on time" : `${durationWords(event.lateNs)} late`}.`;
    case "microtask":
      return `Microtask ${event.name} runs.`;
    case "printed":
      return `Prints “${event.text}”.`;
    case "system-call-entered":
      return `${event.call} enters the kernel.`;
    case "system-call-returned":
      return `${event.call} returns ${event.result}.`;
    case "descriptor-ready":
      return `Descriptor ${event.descriptor} is ready (${event.events}).`;
    case "queue-length":
      return `Queue ${event.queue} holds ${event.length}.`;
  }
}
