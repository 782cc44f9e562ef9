/**
 * What each operation of io_uring does when it begins, and how it is stopped.
 *
 * A descriptor is looked up now, not when the entry was taken: one that was opened by the operation before it in the
 * chain is found, and one that was closed since is not. From now on the operation holds the open file description,
 * whoever closes what.
 *
 * Follows io_uring.c and timeout.c. What it leaves out: a timeout that counts completions, or cancels what it is linked
 * to.
 */
import type { Device } from "./device.ts";
import type { Returned } from "./errno.ts";
import type { Machine } from "./machine.ts";
import type { OpenFile } from "./open_file.ts";
import { acceptConnections } from "./ring_accept.ts";
import { IORING_OP_ACCEPT, IORING_OP_NOP, IORING_OP_TIMEOUT } from "./ring_flags.ts";
import type { RequestOwner, RingRequest } from "./ring_request.ts";
import { transfer } from "./ring_transfer.ts";
import type { TaskWork } from "./task_work.ts";

/** What operations work on. */
export interface RingMachine {
  readonly machine: Machine;
  readonly device: Device;
  readonly work: TaskWork;
}

/** Begins the request, which may be over when this returns. Cancellations are the ring's own (`io_uring.ts`). */
export function begin(parts: RingMachine, owner: RequestOwner, request: RingRequest): void {
  const { entry } = request;
  const { table, time } = parts.machine;
  request.state = "under way";
  if (entry.opcode === IORING_OP_NOP) return owner.complete(request, 0);
  if (entry.opcode === IORING_OP_TIMEOUT) {
    const alarm = time.setAlarm(time.nowNs + entry.timeoutNs, () => owner.complete(request, "ETIME"));
    request.stop = () => {
      time.cancel(alarm);
      return true;
    };
    return;
  }
  if (!("fd" in entry)) return;
  const file = table.get(entry.fd);
  if (file === undefined) return owner.complete(request, "EBADF");
  file.hold();
  const done = (res: Returned<number>) => {
    owner.complete(request, res);
    file.drop();
  };
  if (entry.opcode === IORING_OP_ACCEPT) acceptConnections(parts, owner, { request, entry, file, done });
  else transfer(parts, { request, entry, file, done });
}

/** A request whose descriptor was found. */
export interface BegunOnFile<Asked> {
  readonly request: RingRequest;
  /** What the program asked for. */
  readonly entry: Asked;
  /** Held until it is over. */
  readonly file: OpenFile;
  /** It is over: completes the request, and lets go of the description. */
  readonly done: (res: Returned<number>) => void;
}
