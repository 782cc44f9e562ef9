import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { sizeLadder, sizeWords } from "../../../components/drawing/size_ladder.tsx";

Deno.test("sizes are said in the largest unit that keeps them at or above one", () => {
  assertEquals([233, 1_024, 5_888, 2 ** 23, 2 ** 30].map(sizeWords), ["233 B", "1 KiB", "5.75 KiB", "8 MiB", "1 GiB"]);
});

Deno.test("a size ladder stands in order, and its lines are labelled in steps of 1,024", () => {
  const svg = sizeLadder([
    { name: "reserved stack", value: 2 ** 23, source: "pthread_create(3)" },
    { name: "task", value: 600, source: null },
  ]);
  assert(svg.indexOf("task") < svg.indexOf("reserved stack"));
  assertStringIncludes(svg, "8 MiB (pthread_create(3))");
  assertEquals([...svg.matchAll(/<text class="axis-label"[^>]*>([^<]+)</g)].map(([, words]) => words), [
    "1 KiB",
    "1 MiB",
  ]);
});

Deno.test("a size below one byte is refused", () => {
  assertThrows(() => sizeLadder([{ name: "nothing", value: 0, source: null }]), RangeError, "nothing takes 0 bytes");
});
