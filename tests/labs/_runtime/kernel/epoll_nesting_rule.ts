/** Which rule this machine's Linux has for epoll instances that watch one another: it is asked. */
import { EPOLL_CTL_ADD, EPOLLIN, type Kernel } from "../../../../labs/_runtime/kernel/mod.ts";

/** True when a chain of six is refused also where it is built from the top, as since Linux 6.17 and its repairs of older ones. */
export function looksUpwards(kernel: Kernel): boolean {
  const chain = Array.from({ length: 6 }, () => kernel.epollCreate1() as number);
  const links = chain.slice(1).map((watched, index) =>
    kernel.epollCtl(chain[index]!, EPOLL_CTL_ADD, watched, { events: EPOLLIN, data: 0 })
  );
  for (const fd of chain) kernel.close(fd);
  return links.includes("ELOOP");
}
