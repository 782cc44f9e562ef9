import { lineGraph } from "../../../components/drawing/line_graph.tsx";
import { POOL, served } from "../pool_queue.ts";

const JOBS = [8, 12, 15] as const;
const UNTIL_MS = 5_000;
/** Every so many customers one is drawn. */
const EVERY = 20;

/** How long a customer's transaction waits for a connection, by when it comes, while background jobs hold some. */
export function draw(): string {
  return lineGraph({
    x: {
      from: 0,
      to: UNTIL_MS,
      scale: "linear",
      ticks: [0, 1_000, 2_000, 3_000, 4_000, 5_000],
      words: (ms) => `${ms / 1000} s`,
      title: "when the transaction comes",
    },
    y: {
      from: 0,
      to: 1_100,
      scale: "linear",
      ticks: [0, 250, 500, 750, 1_000],
      words: (ms) => `${ms} ms`,
      title: "wait for a connection",
    },
    lines: JOBS.map((jobs) => ({
      name: `jobs hold ${jobs} of ${POOL} connections`,
      points: served(jobs).filter((_, index) => index % EVERY === 0).map(({ atMs, waitedMs }) =>
        [atMs, waitedMs] as const
      ),
    })),
  });
}
