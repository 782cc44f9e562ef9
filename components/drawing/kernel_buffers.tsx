/** Bytes that wait to be read, one line a descriptor, all to one scale. */
import type { DescriptorState } from "./kernel_shapes.ts";
import { percent } from "./time_scale.ts";

/** Pixels that a line takes. */
export const BUFFER_HEIGHT = 32;

interface BufferLineProps {
  readonly descriptor: number;
  /** As it is now; `undefined` before it is open. */
  readonly state: DescriptorState | undefined;
  readonly mostUnread: number;
  readonly isTouched: boolean;
  readonly top: number;
}

/** The line, `top` pixels from the drawing's top. */
export function BufferLine({ descriptor, state, mostUnread, isTouched, top }: BufferLineProps) {
  const unread = state?.unread ?? 0;
  return (
    <svg class={`kernel-buffer${isTouched ? " is-touched" : ""}`} y={top} width="100%" height={BUFFER_HEIGHT}>
      <text class="kernel-words" x="0" y="14">
        <tspan class="kernel-name">{descriptor}</tspan>
        <tspan class="kernel-soft" dx="6">{whatWords(state)}</tspan>
      </text>
      <text class="kernel-count" x="100%" y="14" text-anchor="end">{bytesInWords(unread)}</text>
      <rect class="buffer-room" x="0" y="20" width="100%" height="6" />
      <rect class="buffer-bytes" x="0" y="20" width={percent(mostUnread === 0 ? 0 : unread / mostUnread)} height="6" />
    </svg>
  );
}

function whatWords(state: DescriptorState | undefined): string {
  if (state === undefined) return "not open yet";
  if (!state.isOpen) return "closed";
  return state.peer === null ? state.what : `${state.what} ← ${state.peer}`;
}

/** `1 byte`, `65,536 bytes`. */
export function bytesInWords(bytes: number): string {
  return bytes === 1 ? "1 byte" : `${bytes.toLocaleString("en")} bytes`;
}
