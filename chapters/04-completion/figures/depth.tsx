import { copyAt, UNEVEN } from "../depth.ts";
import { bars } from "./bars.tsx";

const BLOCKS = 12;

/** Twelve blocks, copied with one buffer and with four. */
export function draw(): string {
  const groups = [1, 4].map((depth) => {
    const { operations, tookMs } = copyAt(depth, { blocks: BLOCKS, device: UNEVEN });
    return {
      heading: `${depth} under way: ${tookMs.toFixed(2)} ms`,
      tookMs,
      lanes: Array.from({ length: depth }, (_, buffer) => ({
        name: `buffer ${buffer + 1}`,
        bars: operations.filter((operation) => operation.buffer === buffer).map(({ kind, fromMs, toMs }) => (
          { from: fromMs, to: toMs, filled: kind === "write" }
        )),
      })),
    };
  });
  return bars({
    groups,
    to: Math.max(...groups.map(({ tookMs }) => tookMs)),
    ticks: [0, 0.5, 1, 1.5, 2],
    words: (ms) => ms === 0 ? "0" : `${Number(ms.toFixed(2))} ms`,
    key: { filled: "being written", light: "being read" },
  });
}
