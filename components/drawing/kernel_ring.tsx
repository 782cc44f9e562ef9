/** A queue of a ring: its slots, those in use filled, and where its head and its tail stand. */
import type { RingQueueState } from "./kernel_shapes.ts";
import { percent } from "./time_scale.ts";

/** Pixels that a queue takes. */
export const RING_HEIGHT = 84;
const SLOT_TOP = 22;
const SLOT_HEIGHT = 20;
/** A ring with more slots is drawn without them, as far as it is filled. */
const DRAWN_SLOTS = 32;
/** Slots have numbers when they are wide enough on a phone. */
const NUMBERED_SLOTS = 16;

/** How many entries are in it, by its counts. */
export function entriesIn({ head, tail }: Pick<RingQueueState, "head" | "tail">): number {
  return (tail - head) >>> 0;
}

/** Whether a slot is between head and tail. */
export function isUsed(
  slot: number,
  { head, tail, entries }: Pick<RingQueueState, "head" | "tail" | "entries">,
): boolean {
  return ((slot - head) & (entries - 1)) < Math.min(entries, entriesIn({ head, tail }));
}

interface RingShapeProps {
  /** As it is now; `undefined` before it is made. */
  readonly queue: RingQueueState | undefined;
  readonly isTouched: boolean;
  readonly top: number;
}

/** The queue, `top` pixels from the drawing's top. */
export function RingShape({ queue, isTouched, top }: RingShapeProps) {
  if (queue === undefined) return null;
  const { ring, entries, head, tail } = queue;
  const used = entriesIn(queue);
  const words = used > entries ? "more than it has slots" : `${used} of ${entries} in use`;
  return (
    <svg
      class={`kernel-ring${isTouched ? " is-touched" : ""}`}
      y={top}
      width="100%"
      height={RING_HEIGHT}
      overflow="visible"
    >
      <text class="kernel-words" x="0" y="14">
        <tspan class="kernel-name">{queue.queue} queue</tspan>
        <tspan class="kernel-soft" dx="6">of ring {ring}: {words}</tspan>
      </text>
      {entries <= DRAWN_SLOTS
        ? (
          <>
            <Slots queue={queue} />
            <End name="head" count={head} entries={entries} aside={head === tail} />
            <End name="tail" count={tail} entries={entries} aside={head === tail} />
          </>
        )
        : (
          <>
            <Filled part={used / entries} />
            <text class="kernel-soft" x="0" y={SLOT_TOP + SLOT_HEIGHT + 16}>head {head}, tail {tail}</text>
          </>
        )}
    </svg>
  );
}

function Slots({ queue }: { readonly queue: RingQueueState }) {
  const { entries } = queue;
  return (
    <>
      {Array.from(
        { length: entries },
        (_, slot) => (
          <g key={slot} class={isUsed(slot, queue) ? "ring-slot is-used" : "ring-slot"}>
            <rect x={percent(slot / entries)} width={percent(0.94 / entries)} y={SLOT_TOP} height={SLOT_HEIGHT} />
            {entries <= NUMBERED_SLOTS && (
              <text x={percent((slot + 0.47) / entries)} y={SLOT_TOP + 14} text-anchor="middle">{slot}</text>
            )}
          </g>
        ),
      )}
    </>
  );
}

function Filled({ part }: { readonly part: number }) {
  return (
    <>
      <g class="ring-slot">
        <rect x="0" width="100%" y={SLOT_TOP} height={SLOT_HEIGHT} />
      </g>
      <g class="ring-slot is-used">
        <rect x="0" width={percent(Math.min(1, part))} y={SLOT_TOP} height={SLOT_HEIGHT} />
      </g>
    </>
  );
}

interface EndProps {
  readonly name: "head" | "tail";
  readonly count: number;
  readonly entries: number;
  /** Both stand at one slot, and make room for each other. */
  readonly aside: boolean;
}

/** A mark below the slot, and its count in a line of its own: the two may stand close together. */
function End({ name, count, entries, aside }: EndProps) {
  const slot = (count & (entries - 1)) >>> 0;
  const at = (slot + 0.47) / entries;
  const anchor = at < 0.12 ? "start" : at > 0.88 ? "end" : "middle";
  const isHead = name === "head";
  return (
    <svg class={`ring-end ring-${name}`} x={percent(at)} y={SLOT_TOP + SLOT_HEIGHT} overflow="visible">
      <title>{`${name} ${count}: slot ${slot}`}</title>
      <path
        d={isHead ? "M0 2L4 9H-4Z" : "M0 2V9M-4 9H4"}
        transform={aside ? `translate(${isHead ? -5 : 5} 0)` : undefined}
      />
      <text y={isHead ? 21 : 35} text-anchor={anchor}>{name} {count}</text>
    </svg>
  );
}
