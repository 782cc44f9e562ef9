import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { STRIDE, type Watch } from "../../../../labs/_runtime/safepoints/mod.ts";
import { writeProgram } from "./program_generator.ts";
import { always, driveTwin, type Exports, loadCompiled, loadPlain, never } from "./run_compiled.ts";

/** All that a program lets see: what it returned or threw, and what it logged. */
function outcomeOf(program: Exports, run: () => unknown): unknown {
  try {
    return { returned: run(), log: program.seen!() };
  } catch (error) {
    const thrown = error instanceof Error ? `${error.name}: ${error.message}` : error;
    return { thrown, log: program.seen!() };
  }
}

/** Gives way at some looks and grants some safe points at others, by a small generator of its own. */
function nowAndThen(seed: number): Watch {
  let state = seed | 1;
  let gaveWay = false;
  return () => {
    state = Math.imul(state, 1_103_515_245) + 12_345 | 0;
    gaveWay = !gaveWay && (state >>> 16) % 3 > 0;
    return gaveWay ? 0 : 1 + (state >>> 20) % 4;
  };
}

const programs = fc.array(fc.nat(5_000), { minLength: 20, maxLength: 300 }).map(writeProgram);

Deno.test("a compiled program means what the original means, preempted nowhere, everywhere, and now and then", async () => {
  let stops = 0;
  await fc.assert(
    fc.asyncProperty(programs, fc.integer({ min: 0, max: 6 }), async (source, n) => {
      const original = await loadPlain(source);
      const compiled = await loadCompiled(source);
      const expected = outcomeOf(original, () => original.main!(n as never));
      assertEquals(outcomeOf(compiled, () => compiled.main!(n as never)), expected, "plain");
      for (const [name, watch] of [["never", never], ["always", always()], ["now and then", nowAndThen(n)]] as const) {
        const drive = () => {
          const { result, stops: gaveWay } = driveTwin(compiled.main!, [n], watch);
          stops += gaveWay;
          return result;
        };
        assertEquals(outcomeOf(compiled, drive), expected, name);
      }
    }),
    { numRuns: 120 },
  );
  assert(stops > 1_000, `the programs gave way ${stops} times only`);
});

Deno.test("a grant is used up before the next look", async () => {
  const { count } = await loadCompiled("export function count(n) { let i = 0; while (i < n) i++; return i }");
  let looks = 0;
  const { result } = driveTwin(count!, [10 * STRIDE], () => (looks++, STRIDE));
  assertEquals({ result, looks }, { result: 10 * STRIDE, looks: 11 });
});

/** How often a function looks when each look grants `STRIDE`. */
async function looksOf(source: string): Promise<number> {
  const { f } = await loadCompiled(source);
  let looks = 0;
  driveTwin(f!, [STRIDE], () => (looks++, STRIDE));
  return looks;
}

Deno.test("a loop of a few turns is straight code, and its turns are counted by the loop around it", async () => {
  const short =
    "export function f(n) { let s = 0; for (let i = 0; i < n; i++) for (let j = 0; j < 15; j++) s++; return s }";
  // 1,024 turns of 1 + 15, in strips of 64 that use up a grant of 1,024 each.
  assertEquals(await looksOf(short), 17);
  // One of 400 runs in strips, and that it is begun counts.
  assertEquals(await looksOf(short.replace("j < 15", "j < 400")), 401);
});

Deno.test("a loop is short only if nothing else moves its counter or its bound", async () => {
  const restarts = (line: string) =>
    looksOf(`let left = 2_000; export function f() { let b = 5; for (let j = 0; j < 5; j++) { ${line} } return left }`);
  assertEquals(await restarts("left--;"), 0);
  assert(await restarts("if (left-- > 0) j = 0;") > 1);
  assert(
    await looksOf(
      "let left = 2_000; export function f() { let b = 5; for (let j = 0; j < b; j++) if (left-- > 0) b++; }",
    ) > 1,
  );
});

Deno.test("loops around loops of no turns still look", async () => {
  const nested = (inner: string) =>
    looksOf(`export function f(n) { let s = 0; for (let i = 0; i < 4 * n; i++) { ${inner} } return s }`);
  assert(await nested("for (let j = 0; j < s; j++) s++;") >= 4);
  assert(await nested("if (i % 2) continue; for (let j = 0; j < s; j++) s++;") >= 4);
  assert(await nested("for (let j = 0; j < s; j++) { for (let k = 0; k < s; k++) s++; }") >= 4);
});
