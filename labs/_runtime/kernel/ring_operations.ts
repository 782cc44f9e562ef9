/**
 * What each operation of io_uring does when it begins, and how it is stopped.
 *
 * A descriptor is looked up now, not when the entry was taken: one that was opened by the operation before it in the
 * chain is found, and one that was closed since is not. From now on the operation holds the open file description,
 * whoever closes what.
 *
 * Regular files go to the device, everything else that can be waited for to `try_when_ready.ts`. Follows io_uring/rw.c,
 * net.c and timeout.c. What it leaves out: Linux completes at once what the page cache has; here all operations on
 * files take the device's time. Its device takes bytes from a buffer, or puts them there, at the end; a real one does
 * so at any time until then.
 */
import type { Device } from "./device.ts";
import type { Returned } from "./errno.ts";
import { EPOLLIN, EPOLLOUT, has } from "./flags.ts";
import type { Machine } from "./machine.ts";
import { MemoryFile } from "./memory_file.ts";
import type { OpenFile } from "./open_file.ts";
import type { Accept, Transfer } from "./submission.ts";
import {
  IORING_ACCEPT_MULTISHOT,
  IORING_OP_ACCEPT,
  IORING_OP_NOP,
  IORING_OP_READ,
  IORING_OP_TIMEOUT,
} from "./ring_flags.ts";
import type { RequestOwner, RingRequest } from "./ring_request.ts";
import { StreamSocket } from "./stream_socket.ts";
import type { TaskWork } from "./task_work.ts";
import { type Trial, TryWhenReady } from "./try_when_ready.ts";

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
  if (entry.opcode === IORING_OP_ACCEPT) accept(parts, owner, { request, entry, file, done });
  else transfer(parts, { request, entry, file, done });
}

interface Begun<Asked> {
  readonly request: RingRequest;
  readonly entry: Asked;
  readonly file: OpenFile;
  readonly done: (res: Returned<number>) => void;
}

function transfer({ device, work }: RingMachine, { request, entry, file, done }: Begun<Transfer>): void {
  const { buffer, offset } = entry;
  const { object } = file;
  const reads = entry.opcode === IORING_OP_READ;
  if (offset < -1) return done("EINVAL");
  if (!(object instanceof MemoryFile)) {
    const attempt = () => reads ? object.read(buffer, file) : object.write(buffer, file);
    return tryWhenReady({ file, event: reads ? EPOLLIN : EPOLLOUT, exclusive: false, attempt, done }, request, work);
  }
  const operation = { kind: reads ? "read" : "write", offset: offset === -1 ? file.position : offset } as const;
  const takeBack = device.begin({ ...operation, bytes: buffer.length }, (moves) => {
    if (typeof moves === "string") return done(moves);
    const moved = buffer.subarray(0, moves);
    if (offset === -1) done(reads ? object.read(moved, file) : object.write(moved, file));
    else done(reads ? object.readAt(moved, offset) : object.writeAt(moved, offset));
  });
  request.stop = () => {
    const stopped = takeBack();
    if (stopped) file.drop();
    return stopped;
  };
}

function accept(
  { machine, work }: RingMachine,
  owner: RequestOwner,
  { request, entry, file, done }: Begun<Accept>,
): void {
  const listener = file.object;
  if (!(listener instanceof StreamSocket)) return done("ENOTSOCK");
  if (listener.state !== "listening") return done("EINVAL");
  const multishot = has(entry.how, IORING_ACCEPT_MULTISHOT);
  const acceptOne = (): Returned<number> => {
    if (!machine.table.fits(1)) return "EMFILE";
    const embryo = listener.nextEmbryo(file);
    return typeof embryo === "string" ? embryo : machine.open(embryo, 0);
  };
  /** A multishot one accepts all there are. What finds no room in the completion queue is the last. */
  const attempt = (): Returned<number> | undefined => {
    let res = acceptOne();
    while (multishot && typeof res === "number" && owner.completeOnce(request, res)) res = acceptOne();
    return res;
  };
  tryWhenReady({ file, event: EPOLLIN, exclusive: true, attempt, done }, request, work);
}

function tryWhenReady(trial: Trial, request: RingRequest, work: TaskWork): void {
  const waiting = new TryWhenReady(trial, work);
  request.stop = () => {
    waiting.stop();
    trial.file.drop();
    return true;
  };
}
