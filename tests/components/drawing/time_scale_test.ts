import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { axisTicks, durationWords, fraction, ticks, zoomed } from "../../../components/drawing/time_scale.ts";
import type { TraceAxis } from "../../../components/drawing/shapes.ts";

Deno.test("durations are told in the largest unit that keeps them at one or above", () => {
  assertEquals([0, 8.6, 2_300, 80e6, 1.5e9].map(durationWords), ["0", "8.6 ns", "2.3 µs", "80 ms", "1.5 s"]);
});

Deno.test("ticks are round, inside the window, and no more gaps than asked for", () => {
  assertEquals(ticks({ from: 0, to: 260e6 }, 4), [0, 100e6, 200e6]);
  fc.assert(
    fc.property(fc.nat(1e9), fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 3, max: 9 }), (from, length, most) => {
      const values = ticks({ from, to: from + length }, most);
      assert(values.length >= 1 && values.length <= most + 1, `${values.length} ticks`);
      assert(values.every((value) => value >= from && value <= from + length));
    }),
  );
});

Deno.test("the end of the run is labelled, and no tick stands so near that the two would overlap", () => {
  assertEquals(axisTicks({ from: 0, to: 260e6 }, { most: 4, end: 260e6 }), [0, 100e6, 200e6, 260e6]);
  assertEquals(axisTicks({ from: 0, to: 310e6 }, { most: 4, end: 310e6 }), [0, 100e6, 200e6, 310e6]);
  assertEquals(axisTicks({ from: 0, to: 150e6 }, { most: 4, end: 310e6 }), [0, 50e6, 100e6, 150e6]);
});

Deno.test("positions outside the window are held at its edges", () => {
  const window = { from: 10, to: 20 };
  assertEquals([0, 10, 15, 20, 99].map((position) => fraction(window, position)), [0, 0, 0.5, 1, 1]);
});

Deno.test("zooming keeps the centre in view and never leaves the axis", () => {
  const axis: TraceAxis = { unit: "nanoseconds", start: 0, end: 100, positions: [] };
  assertEquals(zoomed(axis, { from: 0, to: 100 }, { factor: 0.5, centre: 90 }), { from: 50, to: 100 });
  assertEquals(zoomed(axis, { from: 50, to: 100 }, { factor: 0.5, centre: 70 }), { from: 57.5, to: 82.5 });
  assertEquals(zoomed(axis, { from: 57.5, to: 82.5 }, { factor: 8, centre: 70 }), { from: 0, to: 100 });
});
