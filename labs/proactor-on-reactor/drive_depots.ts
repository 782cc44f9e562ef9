/** The depots: what they send and read in the model's time, and whether what reaches them is what was written. */
import { isErrno, type ModelKernel, must, O_NONBLOCK } from "@interleave/kernel";
import type { Depot } from "./drive.ts";

export const NS_PER_MS = 1_000_000;

/** One connection, as the program and its depot have it. */
export interface Connection {
  ours: number;
  theirs: number;
  /** Bytes that were read by completed reads; that the program wrote; that reached the depot. */
  read: number;
  written: number;
  received: number;
  receivedRight: boolean;
}

/** All depots of a run. */
export class Depots {
  /** By depot, in the order of the input. */
  readonly connections: Connection[] = [];
  readonly #model: ModelKernel;

  constructor(model: ModelKernel) {
    this.#model = model;
  }

  /** Opens a connection, and lets its depot act in time. */
  open({ sends, hangsUpAtMs, reads }: Depot): void {
    const index = this.connections.length;
    const model = this.#model;
    const [ours, theirs] = must(model.socketpair(O_NONBLOCK));
    const content = contentOf(index, sends.reduce((sum, { bytes }) => sum + bytes, 0));
    let sent = 0;
    for (const { atMs, bytes } of sends) {
      const from = sent;
      sent += bytes;
      const send = () => void model.write(theirs, content.subarray(from, from + bytes));
      if (atMs * NS_PER_MS <= model.clockGettime()) send();
      else model.at(atMs * NS_PER_MS, send);
    }
    if (hangsUpAtMs !== null) model.at(hangsUpAtMs * NS_PER_MS, () => void model.close(theirs));
    if (reads !== null) {
      const again = (atMs: number) =>
        model.at(atMs * NS_PER_MS, () => {
          this.receive(index, reads.bytes);
          if (atMs < 1_000) again(atMs + reads.everyMs);
        });
      again(reads.fromMs);
    }
    this.connections[index] = { ours, theirs, read: 0, written: 0, received: 0, receivedRight: true };
  }

  /** The depot reads up to so many bytes. */
  receive(index: number, most: number): void {
    const connection = this.connections[index]!;
    const buffer = new Uint8Array(Math.min(most, 1_000_000));
    const count = this.#model.read(connection.theirs, buffer);
    if (isErrno(count)) return;
    for (let place = 0; place < count; place++) {
      const right = byteAt(1_000 + index, connection.received + place);
      if (buffer[place] !== right) connection.receivedRight = false;
    }
    connection.received += count;
  }
}

/** Every connection has its own sequence of bytes, and each direction of it. */
function byteAt(which: number, index: number): number {
  return 1 + (index * 31 + which * 7 + (index >> 8)) % 255;
}

/** The beginning of such a sequence. */
export function contentOf(which: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let index = 0; index < length; index++) bytes[index] = byteAt(which, index);
  return bytes;
}
