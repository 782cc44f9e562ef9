/** What a tool that lists processes adds up, and what is there: a server process with its tables loaded, and its forks. */
import { framesInUse, processOf } from "./fork.ts";

const KIB_PER_PAGE = 4;

/** The fork's share of what the parent has, which it writes to. */
export interface Forks {
  readonly pages: number;
  readonly children: number;
  readonly writtenByEach: number;
}

/** In MiB: the sum of what each process has in its list, and the memory behind all of them. */
export function addedUp({ pages, children, writtenByEach }: Forks): { readonly listed: number; readonly real: number } {
  const parent = processOf(Array.from({ length: pages }, () => "loaded"));
  const forks = Array.from({ length: children }, () => parent.fork());
  for (const fork of forks) {
    for (let page = 0; page < writtenByEach; page++) fork.write(page, "my own");
  }
  const mib = (count: number) => count * KIB_PER_PAGE / 1024;
  return { listed: mib(pages * (children + 1)), real: mib(framesInUse([parent, ...forks])) };
}

if (import.meta.main) {
  // #region shown
  const forks = { pages: 4_096, children: 100, writtenByEach: 256 };
  const { listed, real } = addedUp(forks);
  console.log(`added up over the list of processes: ${listed} MiB`);
  console.log(`memory in use:                       ${real} MiB`);
  // #endregion
}
