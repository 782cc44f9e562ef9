/** What a run printed, bounded: the end is kept, since that is what a reader looks for. */
import { RUN_LIMITS } from "../../../labs/_runner/limits.ts";

/** Text of one stream, uninterrupted by the other. */
export interface OutputPiece {
  readonly stream: "stdout" | "stderr";
  readonly text: string;
}

/** All that is kept of a run's output. */
export interface RunOutput {
  readonly pieces: readonly OutputPiece[];
  /** True when the beginning was dropped. */
  readonly cut: boolean;
}

/** Before anything was printed. */
export const NO_OUTPUT: RunOutput = { pieces: [], cut: false };

/** What the page keeps. A program that alternates between its streams makes many short pieces, and each is an element. */
export const OUTPUT_BOUNDS = { characters: RUN_LIMITS.shownBytes, pieces: 1_000 };

/** The output with more of it. */
export function appendOutput(output: RunOutput, added: OutputPiece, bounds = OUTPUT_BOUNDS): RunOutput {
  const last = output.pieces.at(-1);
  const joined = last?.stream === added.stream
    ? [...output.pieces.slice(0, -1), { stream: last.stream, text: last.text + added.text }]
    : [...output.pieces, added];
  let room = bounds.characters;
  const kept: OutputPiece[] = [];
  for (const piece of joined.slice(-bounds.pieces).reverse()) {
    if (room <= 0) break;
    kept.unshift({ stream: piece.stream, text: piece.text.slice(-room) });
    room -= piece.text.length;
  }
  return { pieces: kept, cut: output.cut || room < 0 || kept.length < joined.length };
}
