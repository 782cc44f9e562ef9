/** Writes frames to stdout, between the learner's own bytes. */
import type { Frame } from "../protocol.ts";
import { Bytes, encodeText, stringify, writeStdout } from "./builtins.ts";

const RECORD_SEPARATOR = "\x1e";

/** Writes one frame and returns when the kernel has taken its last byte. */
export type WriteFrame = (frame: Frame) => void;

/**
 * A writer that marks each frame with the nonce.
 *
 * The nonce stays in an ArrayBuffer only, whose bytes a heap snapshot (which any module may take) does not list. Each
 * frame is one write, so that a Worker's output cannot fall between its parts.
 */
export function openFrameWriter(nonce: string): WriteFrame {
  const mark = encodeText(RECORD_SEPARATOR + nonce);
  return (frame) => {
    const body = encodeText(`${stringify(frame)}\n`);
    const bytes = new Bytes(mark.length + body.length);
    copyInto(bytes, mark, 0);
    copyInto(bytes, body, mark.length);
    writeAll(bytes);
  };
}

// Index by index: `set` and `subarray` are methods that the learner's code can replace.
function copyInto(target: Uint8Array, source: Uint8Array, offset: number): void {
  for (let index = 0; index < source.length; index++) target[offset + index] = source[index]!;
}

function writeAll(bytes: Uint8Array): void {
  let rest = bytes;
  for (let written = writeStdout(rest); written < rest.length; written = writeStdout(rest)) {
    const tail = new Bytes(rest.length - written);
    for (let index = 0; index < tail.length; index++) tail[index] = rest[written + index]!;
    rest = tail;
  }
}
