/**
 * A kernel's insides at a moment, as SVG: who is in which call, what epoll instances watch and find ready, the bytes that wait,
 * the rings. Everything keeps its place through a run, so that stepping shows what changes and nothing else moves.
 */
import { BUFFER_HEIGHT, BufferLine, bytesInWords } from "./kernel_buffers.tsx";
import { CALLER_HEIGHT, CallerLine, callerWords } from "./kernel_callers.tsx";
import { epollHeight, EpollShape, readyWords } from "./kernel_epoll.tsx";
import { entriesIn, RING_HEIGHT, RingShape } from "./kernel_ring.tsx";
import type { KernelStage, KernelState } from "./kernel_shapes.ts";
import { DRAWN_CALLERS, DRAWN_DESCRIPTORS } from "./kernel_stage.ts";

const PART_GAP = 14;
const MORE_HEIGHT = 20;

/** One thing to draw and where. */
interface Part {
  readonly height: number;
  readonly draw: (top: number) => preact.JSX.Element | null;
}

/** The parts in their order, each a group that a gap follows. */
function partsOf(stage: KernelStage, state: KernelState): Part[][] {
  const touches = (number: number) => state.touched.includes(number);
  const callers = stage.callers.slice(0, DRAWN_CALLERS).map((task): Part => ({
    height: CALLER_HEIGHT,
    draw: (top) => <CallerLine caller={state.callers.find((caller) => caller.task === task)} top={top} />,
  }));
  const epolls = stage.epolls.map((epollStage): Part => ({
    height: epollHeight(epollStage),
    draw: (top) => (
      <EpollShape
        stage={epollStage}
        epoll={state.epolls.find(({ epoll }) => epoll === epollStage.epoll)}
        descriptors={state.descriptors}
        touched={state.touched}
        top={top}
      />
    ),
  }));
  const buffers = stage.descriptors.slice(0, DRAWN_DESCRIPTORS).map((descriptor): Part => ({
    height: BUFFER_HEIGHT,
    draw: (top) => (
      <BufferLine
        descriptor={descriptor}
        state={state.descriptors.find((other) => other.descriptor === descriptor)}
        mostUnread={stage.mostUnread}
        isTouched={touches(descriptor)}
        top={top}
      />
    ),
  }));
  const rings = stage.rings.map(({ ring, queue }): Part => ({
    height: RING_HEIGHT,
    draw: (top) => (
      <RingShape
        queue={state.rings.find((other) => other.ring === ring && other.queue === queue)}
        isTouched={touches(ring)}
        top={top}
      />
    ),
  }));
  const more = (count: number, what: string): Part[] =>
    count <= 0 ? [] : [{
      height: MORE_HEIGHT,
      draw: (top) => <text class="kernel-soft" x="0" y={top + 14}>and {count} more {what}</text>,
    }];
  return [
    [...callers, ...more(stage.callers.length - DRAWN_CALLERS, "threads")],
    epolls,
    [...buffers, ...more(stage.descriptors.length - DRAWN_DESCRIPTORS, "descriptors with bytes")],
    rings,
  ].filter((group) => group.length > 0);
}

interface KernelSvgProps {
  readonly stage: KernelStage;
  readonly state: KernelState;
  /** Pixels from the top of the drawing that holds it. */
  readonly top?: number;
}

/** Pixels that the drawing takes. */
export function kernelHeight(stage: KernelStage): number {
  const nothing: KernelState = { callers: [], descriptors: [], epolls: [], rings: [], touched: [] };
  const groups = partsOf(stage, nothing);
  const parts = groups.flat().reduce((sum, { height }) => sum + height, 0);
  return parts + Math.max(0, groups.length - 1) * PART_GAP;
}

/** The moment. */
export function KernelSvg({ stage, state, top = 0 }: KernelSvgProps) {
  let at = 0;
  const drawn = partsOf(stage, state).flatMap((group, index) => {
    if (index > 0) at += PART_GAP;
    return group.map(({ height, draw }, place) => {
      const part = <g key={`${index} ${place}`}>{draw(at)}</g>;
      at += height;
      return part;
    });
  });
  return (
    <svg
      class="timeline-svg kernel-svg"
      y={top}
      width="100%"
      height={kernelHeight(stage)}
      role="img"
      aria-label={kernelWords(stage, state)}
      overflow="visible"
    >
      {drawn}
    </svg>
  );
}

/** The same in words, for screen readers. */
export function kernelWords(stage: KernelStage, state: KernelState): string {
  const callers = state.callers.filter(({ task }) => stage.callers.includes(task)).map((caller) =>
    `${caller.name} ${callerWords(caller)}`
  );
  const epolls = state.epolls.map(({ epoll, interest, ready }) =>
    `epoll ${epoll} watches ${interest.map(({ descriptor }) => descriptor).join(", ") || "nothing"}` +
    (ready === null ? "" : `, its ready list ${ready.length === 0 ? "" : "holds "}${readyWords(ready)}`)
  );
  const buffers = state.descriptors.filter(({ unread }) => unread > 0).map(({ descriptor, unread }) =>
    `${bytesInWords(unread)} at ${descriptor}`
  );
  const rings = state.rings.map((queue) =>
    `${queue.queue} queue of ring ${queue.ring}: ${entriesIn(queue)} of ${queue.entries} in use`
  );
  const all = [...callers, ...epolls, ...buffers, ...rings];
  return `Inside the kernel: ${all.join("; ") || "nothing yet"}.`;
}
