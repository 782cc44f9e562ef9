/** One sentence for one event: what the timeline says while you step through it. */
import type { Trace, TraceEvent } from "../../labs/_runtime/trace/trace.ts";
import { durationWords } from "./time_scale.ts";

/** Task number → the name that it was spawned with. */
export type TaskNames = ReadonlyMap<number, string>;

/** The names of a trace's tasks, gathered once: a sentence is made at every step. */
export function taskNames(trace: Trace): TaskNames {
  return new Map(
    trace.events.flatMap((event) => event.kind === "task-spawned" ? [[event.task, event.name] as const] : []),
  );
}

/** What happened, in words, without the time. */
export function eventSentence(event: TraceEvent, names: TaskNames): string {
  const taskName = (task: number) => names.get(task) ?? `task ${task}`;
  switch (event.kind) {
    case "task-spawned":
      return `${event.name} is created and may run.`;
    case "task-started":
      return `${taskName(event.task)} runs.`;
    case "task-yielded":
      return `${taskName(event.task)} gives way and may run again.`;
    case "task-preempted":
      return `${taskName(event.task)} is made to give way and may run again.`;
    case "task-blocked":
      return `${taskName(event.task)} waits for ${event.on.name} (${event.on.kind}).`;
    case "task-woken": {
      const by = event.by === undefined ? "" : ` (woken by ${taskName(event.by)})`;
      return `${taskName(event.task)} may run${by}.`;
    }
    case "task-finished":
      return `${taskName(event.task)} finishes.`;
    case "task-failed":
      return `${taskName(event.task)} fails: ${event.error}.`;
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
      return `The ${queueWords(event.queue)} ${event.length === 0 ? "is empty" : `holds ${event.length}`}.`;
    case "descriptor-opened":
      return `Descriptor ${event.descriptor} is open: ${event.what}.`;
    case "descriptor-closed":
      return `Descriptor ${event.descriptor} is closed.`;
    case "interest-changed":
      return event.events === ""
        ? `epoll ${event.epoll} no longer watches ${event.descriptor}.`
        : `epoll ${event.epoll} watches ${event.descriptor} for ${event.events}.`;
    case "ready-list":
      return event.descriptors.length === 0
        ? `The ready list of epoll ${event.epoll} is empty.`
        : `The ready list of epoll ${event.epoll} holds ${event.descriptors.join(", ")}.`;
    case "bytes-unread":
      return `${event.bytes} ${event.bytes === 1 ? "byte waits" : "bytes wait"} to be read from ${event.descriptor}.`;
    case "ring-moved":
      return `The ${event.queue} queue of ring ${event.ring} has its head at ${event.head} and its tail at ${event.tail}: ` +
        `${(event.tail - event.head) >>> 0} of ${event.entries} entries are in use.`;
    case "machine-state":
      return "The machine is set up.";
    case "instruction-executed":
      return instructionSentence(event);
  }
}

function instructionSentence(
  { text, registers, memory }: Extract<TraceEvent, { readonly kind: "instruction-executed" }>,
): string {
  const changes = [
    ...memory.map(({ address, word }) => `the word at ${address} is now ${word}`),
    ...Object.entries(registers).map(([name, word]) => `${name} is now ${word}`),
  ];
  return changes.length === 0 ? `${text}.` : `${text}: ${changes.join(", ")}.`;
}

function queueWords(name: string): string {
  return /\bqueue$/.test(name) ? name : `queue ${name}`;
}
