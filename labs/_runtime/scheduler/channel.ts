/**
 * Channels: values handed from task to task, first come, first served.
 *
 * Without a buffer a sender waits until a receiver has the value; with one, until there is room.
 *
 * How the real one differs. Go locks a channel, since its tasks run on several threads; here one thread runs them all.
 * Receiving from a closed channel gives Go's zero value and `false`; here it gives `undefined`.
 */
import type { WaitReason } from "../trace/mod.ts";
import { Ring } from "./ring.ts";
import { Suspension } from "./suspension.ts";
import type { Task } from "./task.ts";
import { WaitList } from "./wait_list.ts";

/** Made by `channel`. */
export class Channel<T> {
  /** What traces and errors call it. */
  readonly name: string;
  /** Values that may wait in it. */
  readonly capacity: number;
  /** Values that nobody has received yet. */
  readonly buffer = new Ring<T>();
  /** Sends that wait: only while the buffer is full. */
  readonly senders = new WaitList<Send<T>>();
  /** Receives that wait: only while no send does. */
  readonly receivers = new WaitList<Receive<T>>();
  /** Set once, for good. */
  closed = false;

  /** See `channel`. */
  constructor(capacity: number, name: string) {
    this.capacity = capacity;
    this.name = name;
  }

  /** `yield* channel.send(value)`: waits for a receiver or for room. Throws on a closed channel. */
  send(value: T): Suspension<void> {
    return new Send(this, value);
  }

  /** `yield* channel.receive()`: waits for a value; `undefined` when the channel is closed and empty. */
  receive(): Suspension<T | undefined> {
    return new Receive(this);
  }

  /** No more values: receivers get what is left, then `undefined`; senders that wait get an error. Throws when it is closed. */
  close(): void {
    if (this.closed) throw this.usedAfterClose("close");
    this.closed = true;
    for (let wait = this.receivers.shift(); wait !== null; wait = this.receivers.shift()) wait.finish();
    for (let wait = this.senders.shift(); wait !== null; wait = this.senders.shift()) {
      wait.reject(this.usedAfterClose("send"));
      wait.finish();
    }
  }

  /** The error that names the channel and what was asked of it. */
  usedAfterClose(call: string): TypeError {
    return new TypeError(`${call}: channel "${this.name}" is closed; close it once, when nobody will send any more`);
  }
}

class Send<T> extends Suspension<void> {
  readonly #channel: Channel<T>;
  /** What is handed over. */
  readonly sent: T;

  constructor(channel: Channel<T>, sent: T) {
    super();
    this.#channel = channel;
    this.sent = sent;
  }

  override get reason(): WaitReason {
    return { kind: "channel", name: `${this.#channel.name}, to send` };
  }

  start(): boolean {
    const { closed, receivers, buffer, capacity } = this.#channel;
    if (closed) throw this.#channel.usedAfterClose("send");
    const receiver = receivers.shift();
    if (receiver !== null) {
      receiver.resolve(this.sent);
      receiver.finish();
      return true;
    }
    if (buffer.length >= capacity) return false;
    buffer.push(this.sent);
    return true;
  }

  enlist(task: Task): void {
    this.task = task;
    this.#channel.senders.push(this);
  }

  withdraw(): void {
    this.#channel.senders.remove(this);
  }
}

class Receive<T> extends Suspension<T | undefined> {
  readonly #channel: Channel<T>;

  constructor(channel: Channel<T>) {
    super();
    this.#channel = channel;
  }

  override get reason(): WaitReason {
    return { kind: "channel", name: `${this.#channel.name}, to receive` };
  }

  start(): boolean {
    const { closed, senders, buffer } = this.#channel;
    if (buffer.length > 0) {
      this.resolve(buffer.shift());
      const sender = senders.shift();
      if (sender === null) return true;
      buffer.push(sender.sent);
      sender.finish();
      return true;
    }
    const sender = senders.shift();
    if (sender === null) return closed;
    this.resolve(sender.sent);
    sender.finish();
    return true;
  }

  enlist(task: Task): void {
    this.task = task;
    this.#channel.receivers.push(this);
  }

  withdraw(): void {
    this.#channel.receivers.remove(this);
  }
}

/** A channel with room for `capacity` values; 0, the default, hands each over directly. Throws `RangeError` on no count. */
export function channel<T>(capacity = 0, { name = "unnamed" }: { readonly name?: string } = {}): Channel<T> {
  if (!Number.isInteger(capacity) || capacity < 0) {
    throw new RangeError(`channel: capacity is ${capacity}; give a whole number, 0 or more`);
  }
  return new Channel<T>(capacity, name);
}
