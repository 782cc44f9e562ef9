/**
 * How deep epoll instances may watch one another.
 *
 * An instance is a descriptor, and can be watched by another. A wake-up then runs up through all of them, so Linux refuses a
 * circle, and a chain of more than five. Both are the same error: ELOOP.
 *
 * Follows `ep_loop_check` of Linux 6.17. Earlier versions looked only downwards from the instance that was added, and so let
 * a chain grow longer if it was built from the top.
 */
import { Epoll } from "./epoll.ts";
import { EpollEntry } from "./epoll_entry.ts";

/** Links in the longest chain. */
const MAX_LINKS = 4;

/** True when `watcher` may add `watched`. */
export function mayNest(watcher: Epoll, watched: Epoll): boolean {
  return linksBelow(watched, watcher) + 1 + linksAbove(watcher) <= MAX_LINKS;
}

/** The longest chain of instances below; infinite when it leads to `forbidden`. */
function linksBelow(epoll: Epoll, forbidden: Epoll): number {
  if (epoll === forbidden) return Infinity;
  let longest = 0;
  for (const { file } of epoll.entries()) {
    if (file.object instanceof Epoll) longest = Math.max(longest, linksBelow(file.object, forbidden) + 1);
  }
  return longest;
}

/** The longest chain of instances above. */
function linksAbove(epoll: Epoll): number {
  let longest = 0;
  for (const waiter of epoll.queue) {
    if (waiter instanceof EpollEntry && waiter.owner instanceof Epoll) {
      longest = Math.max(longest, linksAbove(waiter.owner) + 1);
    }
  }
  return longest;
}
