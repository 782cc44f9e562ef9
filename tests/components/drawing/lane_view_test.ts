import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { laneView } from "../../../components/drawing/lane_view.ts";
import type { Bar, Lane, Mark } from "../../../components/drawing/shapes.ts";

/** Bars one after another, running and runnable in turn. */
function laneOf(lengths: readonly number[], marks: readonly Mark[] = []): Lane {
  let at = 0;
  const bars = lengths.map((length, index): Bar => {
    const state = index % 2 === 0 ? "running" : "runnable";
    return { state, from: at, to: at += length, label: "", eventIndex: index, source: null };
  });
  return { key: "task-1", name: "page", bars, marks };
}

function timeIn(bars: readonly Bar[], window: { from: number; to: number }): number {
  return bars.reduce((sum, { from, to }) => sum + Math.min(to, window.to) - Math.max(from, window.from), 0);
}

const WINDOWS = fc.tuple(fc.double({ min: 0, max: 0.9, noNaN: true }), fc.double({ min: 0.05, max: 1, noNaN: true }));

Deno.test("gathering bars loses no time of any state, however it is cut and wherever one looks", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 2 }), WINDOWS, (lengths, [at, part]) => {
      const lane = laneOf(lengths);
      const end = lane.bars.at(-1)!.to;
      const window = { from: at * end, to: Math.min(end, (at + part) * end) };
      const { bars, gathered } = laneView(lane, window, 10);
      for (const state of ["running", "runnable"] as const) {
        const inCells = gathered.flatMap(({ cells }) => cells).reduce(
          (sum, { from, to, shares }) => sum + (to - from) * shares[state],
          0,
        );
        const drawn = timeIn(
          bars.filter((bar) => bar.state === state),
          window,
        );
        const there = lane.bars.filter((bar) => bar.state === state && bar.to > window.from && bar.from < window.to);
        assert(Math.abs(inCells + drawn - timeIn(there, window)) < end * 1e-9);
      }
    }),
  );
});

Deno.test("a lane with few bars is drawn bar by bar, however short they are", () => {
  const view = laneView(laneOf([1, 1, 1_000_000, 1]), { from: 0, to: 1_000_003 }, 10);
  assertEquals([view.bars.length, view.gathered.length], [4, 0]);
});

Deno.test("of a lane with many bars a long one stands alone between two gathered stretches", () => {
  const short = Array.from({ length: 50 }, () => 1);
  const { bars, gathered } = laneView(laneOf([...short, 1_000, ...short]), { from: 0, to: 1_100 }, 10);
  assertEquals(bars.map(({ from, to }) => to - from), [1_000]);
  assertEquals(gathered.map((stretch) => stretch.bars.length), [50, 50]);
});

Deno.test("turns inside a gathered stretch are not drawn, ends are, and zooming in brings the turns back", () => {
  const marks: Mark[] = [
    ...Array.from({ length: 50 }, (_, index): Mark => (
      { kind: "preempted", at: 2 * index + 1, label: "", eventIndex: index }
    )),
    { kind: "finished", at: 100, label: "", eventIndex: 99 },
  ];
  const lane = laneOf(Array.from({ length: 100 }, () => 1), marks);
  assertEquals(laneView(lane, { from: 0, to: 100 }, 10).marks.map(({ kind }) => kind), ["finished"]);
  const near = laneView(lane, { from: 0, to: 8 }, 10);
  assertEquals(near.gathered, []);
  assert(near.marks.every(({ kind }) => kind === "preempted") && near.marks.length === 4);
});
