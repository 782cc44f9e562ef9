/**
 * Takes a sandbox's stdout apart: what the learner's program printed, and between it the frames of the harness.
 *
 * A frame is the byte 0x1e, the run's nonce, one `Frame` as JSON and a newline. A program that prints 0x1e without the nonce
 * has printed output. However the bytes were split on their way, the parts are the same.
 */
import type { Frame } from "./protocol.ts";
import { parseFrame } from "./parse_frame.ts";

/** A piece of stdout. */
export type StdoutPart =
  | { readonly type: "output"; readonly bytes: Uint8Array }
  | { readonly type: "frame"; readonly frame: Frame; readonly byteLength: number }
  /** A frame grew past its bound; nothing follows. */
  | { readonly type: "frame-too-long" };

const MARK = 0x1e;
const NEWLINE = 0x0a;

/** The decoder of one run. Holds at most one unfinished frame. */
export class FrameStream {
  readonly #opening: Uint8Array;
  readonly #maxFrameBytes: number;
  /** How many bytes of the opening (mark and nonce) the last bytes seen are. */
  #matched = 0;
  /** The JSON of the frame being read, in pieces; `null` outside a frame. */
  #pieces: Uint8Array[] | null = null;
  #pieceBytes = 0;
  #ended = false;

  /**
   * @param nonce the word after the mark: 32 hexadecimal digits
   * @param maxFrameBytes a frame may have this many bytes of JSON
   */
  constructor(nonce: string, maxFrameBytes: number) {
    this.#opening = new TextEncoder().encode(`\x1e${nonce}`);
    this.#maxFrameBytes = maxFrameBytes;
  }

  /** Takes the next bytes, returns the parts that they complete. Parts of type `output` may share the chunk's memory. */
  push(chunk: Uint8Array): StdoutPart[] {
    const parts: StdoutPart[] = [];
    for (let rest = chunk; rest.length > 0 && !this.#ended;) {
      rest = this.#pieces === null ? this.#readOutput(rest, parts) : this.#readFrame(rest, this.#pieces, parts);
    }
    return parts;
  }

  /** The stream has ended: what looked like the beginning of a frame was output after all. */
  end(): StdoutPart[] {
    const parts: StdoutPart[] = [];
    if (this.#ended) return parts;
    this.#ended = true;
    this.#releaseOpening(this.#pieces === null ? this.#matched : this.#opening.length, parts);
    for (const bytes of this.#pieces ?? []) parts.push({ type: "output", bytes });
    return parts;
  }

  /** Reads output up to and including an opening; returns what is left. */
  #readOutput(bytes: Uint8Array, parts: StdoutPart[]): Uint8Array {
    if (this.#matched === 0) {
      const mark = bytes.indexOf(MARK);
      if (mark !== 0) parts.push({ type: "output", bytes: mark === -1 ? bytes : bytes.subarray(0, mark) });
      if (mark === -1) return bytes.subarray(bytes.length);
      this.#matched = 1;
      return bytes.subarray(mark + 1);
    }
    let at = 0;
    while (at < bytes.length && this.#matched < this.#opening.length && bytes[at] === this.#opening[this.#matched]) {
      at++;
      this.#matched++;
    }
    if (this.#matched === this.#opening.length) {
      this.#matched = 0;
      this.#pieces = [];
      this.#pieceBytes = 0;
    } else if (at < bytes.length) {
      this.#releaseOpening(this.#matched, parts);
      this.#matched = 0;
    }
    return bytes.subarray(at);
  }

  /** Reads a frame's JSON up to its newline; returns what is left. */
  #readFrame(bytes: Uint8Array, pieces: Uint8Array[], parts: StdoutPart[]): Uint8Array {
    const newline = bytes.indexOf(NEWLINE);
    // A copy: the caller may use the chunk's memory again before the frame is complete.
    const piece = bytes.slice(0, newline === -1 ? bytes.length : newline);
    pieces.push(piece);
    this.#pieceBytes += piece.length;
    if (this.#pieceBytes > this.#maxFrameBytes) {
      this.#ended = true;
      parts.push({ type: "frame-too-long" });
    } else if (newline !== -1) {
      this.#finishFrame(pieces, parts);
    }
    return bytes.subarray(newline === -1 ? bytes.length : newline + 1);
  }

  /** A line that is no frame, nonce or not, is output. */
  #finishFrame(pieces: readonly Uint8Array[], parts: StdoutPart[]): void {
    const json = concatenate(pieces, this.#pieceBytes);
    const frame = parseFrame(new TextDecoder().decode(json));
    if (frame !== null) {
      parts.push({ type: "frame", frame, byteLength: json.length });
    } else {
      this.#releaseOpening(this.#opening.length, parts);
      parts.push({ type: "output", bytes: json }, { type: "output", bytes: Uint8Array.of(NEWLINE) });
    }
    this.#pieces = null;
  }

  #releaseOpening(length: number, parts: StdoutPart[]): void {
    if (length > 0) parts.push({ type: "output", bytes: this.#opening.slice(0, length) });
  }
}

function concatenate(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
