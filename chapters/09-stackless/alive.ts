/** Which variables are alive where: the classic analysis, going backwards until nothing changes. */

/** A stretch of code that is always run as a whole, or up to a suspension at its end. */
export interface Block {
  /** What it reads before it writes it itself. */
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** Names of the blocks that can come next. */
  readonly next: readonly string[];
}

export type Blocks = Readonly<Record<string, Block>>;

// #region alive
export function aliveAtStart(blocks: Blocks): Map<string, Set<string>> {
  const names = Object.keys(blocks);
  const alive = new Map(names.map((name) => [name, new Set<string>()]));
  for (let changed = true; changed;) {
    changed = false;
    for (const [name, { reads, writes, next }] of Object.entries(blocks)) {
      const needed = new Set(next.flatMap((to) => [...alive.get(to)!]));
      for (const variable of writes) needed.delete(variable);
      for (const variable of reads) needed.add(variable);
      changed ||= needed.size > alive.get(name)!.size;
      alive.set(name, needed);
    }
  }
  return alive;
}
// #endregion
