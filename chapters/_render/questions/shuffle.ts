/** A shuffle that is the same in every build: readers who come back find the items where they left them. */

/** The items in an order that depends on `seed` alone, and is not the given one when there are two or more. */
export function shuffled<T>(items: readonly T[], seed: string): T[] {
  const mixed = [...items];
  let state = fnv1a(seed);
  for (let last = mixed.length - 1; last > 0; last--) {
    state = mulberry32(state);
    const other = mix(state) % (last + 1);
    [mixed[last], mixed[other]] = [mixed[other]!, mixed[last]!];
  }
  // The given order is the answer.
  const unchanged = mixed.every((item, index) => item === items[index]);
  return unchanged ? [...mixed.slice(1), ...mixed.slice(0, 1)] : mixed;
}

/** The hash FNV-1a, 32 bits. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

/** The next state of the generator mulberry32. */
function mulberry32(state: number): number {
  return (state + 0x6d2b79f5) >>> 0;
}

/** The number that mulberry32 gives out for a state. */
function mix(state: number): number {
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return (mixed ^ (mixed >>> 14)) >>> 0;
}
