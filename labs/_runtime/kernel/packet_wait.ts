/**
 * A thread that waits at a completion port for a packet: one more thing that a task can wait for, as `thread_sleep.ts`
 * is.
 */
import { Suspension, type Task, type WaitReason } from "../scheduler/mod.ts";
import { runningTask } from "../scheduler/running.ts";
import type { CompletionPort, Packet } from "./completion_port.ts";

/** The wait. */
export class PacketWait extends Suspension<Packet> {
  readonly #port: CompletionPort;

  /** At that port. */
  constructor(port: CompletionPort) {
    super();
    this.#port = port;
  }

  override get reason(): WaitReason {
    return { kind: "descriptor", name: "a completion port" };
  }

  start(): boolean {
    const task = runningTask();
    const packet = task === null ? undefined : this.#port.comeBack(task);
    if (packet !== undefined) this.resolve(packet);
    return packet !== undefined;
  }

  enlist(task: Task): void {
    this.task = task;
    this.#port.waiting.push(this);
  }

  withdraw(): void {
    const { waiting } = this.#port;
    const index = waiting.indexOf(this);
    if (index !== -1) waiting.splice(index, 1);
  }
}
