/** Messages come, and a reader takes 4 KiB for each event: how many bytes are in the socket meanwhile. */
import { createModelKernel, EPOLL_CTL_ADD, EPOLLET, EPOLLIN, WaitsForEver } from "../../labs/_runtime/kernel/mod.ts";
import { surely } from "../_listings/surely.ts";

/** Bytes in the socket from a moment on. */
export interface Fill {
  readonly atMs: number;
  readonly bytes: number;
}

const MESSAGES: readonly (readonly [atMs: number, bytes: number])[] = [[10, 14_000], [50, 3_000], [80, 9_000]];
/** Long enough for a drawing; the reader could go on. */
export const END_MS = 110;

/** The run under level or edge triggering, with the moments at which epoll_wait reported. */
export function follow(
  manner: 0 | typeof EPOLLET,
): { readonly fills: readonly Fill[]; readonly reports: readonly number[] } {
  const kernel = surely(createModelKernel());
  const epfd = kernel.epollCreate1();
  const [ours, theirs] = kernel.socketpair(0);
  kernel.epollCtl(epfd, EPOLL_CTL_ADD, ours, { events: EPOLLIN | manner, data: ours });
  let inside = 0;
  const fills: Fill[] = [{ atMs: 0, bytes: 0 }];
  const reports: number[] = [];
  const nowMs = () => kernel.clockGettime() / 1e6;
  function change(bytes: number): void {
    inside += bytes;
    fills.push({ atMs: nowMs(), bytes: inside });
  }
  for (const [atMs, bytes] of MESSAGES) {
    kernel.at(atMs * 1e6, () => change(kernel.write(theirs, new Uint8Array(bytes))));
  }
  kernel.at(END_MS * 1e6, () => change(0));

  const buffer = new Uint8Array(4_096);
  try {
    for (;;) {
      // #region once
      kernel.epollWait(epfd, 8, -1);
      const count = kernel.read(ours, buffer); // once for an event
      // #endregion
      reports.push(nowMs());
      change(-count);
      kernel.advance(3_000_000); // the work that comes with it
    }
  } catch (thrown) {
    if (!(thrown instanceof WaitsForEver)) throw thrown;
  }
  return { fills, reports };
}

if (import.meta.main) {
  for (const [name, manner] of [["level", 0], ["edge", EPOLLET]] as const) {
    const { fills, reports } = follow(manner);
    console.log(
      `${name}: ${reports.length} events, and at the end ${fills.at(-1)!.bytes.toLocaleString("en")} bytes are left`,
    );
  }
}
