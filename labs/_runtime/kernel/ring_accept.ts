/**
 * Accepting through io_uring: one connection, or all that ever come, each with a completion of its own.
 *
 * A multishot accept saves an entry for each connection, and it ends by itself: with an error, or with the first
 * connection that finds the completion queue full. Its last completion lacks IORING_CQE_F_MORE, which is how a program
 * knows that it has to ask anew. One that does not look accepts nobody any more, from its first busy moment on.
 *
 * Follows io_uring/net.c. What it leaves out: flags for the new descriptors, and a table of descriptors of the ring's
 * own.
 */
import type { Returned } from "./errno.ts";
import { EPOLLIN, has } from "./flags.ts";
import { IORING_ACCEPT_MULTISHOT } from "./ring_flags.ts";
import type { BegunOnFile, RingMachine } from "./ring_operations.ts";
import type { RequestOwner } from "./ring_request.ts";
import { StreamSocket } from "./stream_socket.ts";
import type { Accept } from "./submission.ts";
import { tryWhenReady } from "./try_when_ready.ts";

/** Begins to accept. */
export function acceptConnections(
  { machine, work }: RingMachine,
  owner: RequestOwner,
  { request, entry, file, done }: BegunOnFile<Accept>,
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
