/**
 * Which bytes of a future hold which variable: two may share a place if there is no await at which both are alive.
 *
 * Takes the first place that is free. rustc decides by the same question, and orders fields to waste little on alignment.
 */

/** A variable, and the awaits at which it is alive, counted from 1. */
export interface Local {
  readonly name: string;
  readonly bytes: number;
  readonly from: number;
  readonly to: number;
}

/** A variable that got its place: the offset of its first byte. */
export interface Placed extends Local {
  readonly at: number;
}

// #region locals
export const IN_BLOCKS: readonly Local[] = [
  { name: "photo 1", bytes: 1_024, from: 1, to: 1 },
  { name: "photo 2", bytes: 1_024, from: 2, to: 2 },
  { name: "photo 3", bytes: 1_024, from: 3, to: 3 },
];
const AWAITED = 1; // the future that is being awaited
const TAG = 1; // which state it is in
// #endregion

/** Without blocks: in scope to the end, and so alive, since they are lent out. */
export const IN_SCOPE: readonly Local[] = IN_BLOCKS.map((local) => ({ ...local, to: 3 }));

/** A place for each, in the order given. */
export function layOut(locals: readonly Local[]): readonly Placed[] {
  const placed: Placed[] = [];
  for (const local of locals) {
    const others = placed.filter(({ from, to }) => from <= local.to && to >= local.from);
    let at = 0;
    for (const { at: start, bytes } of others.toSorted((a, b) => a.at - b.at)) {
      if (start < at + local.bytes) at = Math.max(at, start + bytes);
    }
    placed.push({ ...local, at });
  }
  return placed;
}

/** Bytes of the whole future. */
export function sizeOf(placed: readonly Placed[]): number {
  return Math.max(...placed.map(({ at, bytes }) => at + bytes)) + AWAITED + TAG;
}

if (import.meta.main) console.log(sizeOf(layOut(IN_BLOCKS)));
