/**
 * The stackless compiler's classes against V8's own generators: nanoseconds a resume, over programs of several shapes.
 *
 * Each side of each is measured in a process of its own: what an engine has seen before changes what it makes of the same
 * code.
 */
import { compileCoroutine } from "../../labs/_runtime/coroutine/compile_coroutine.ts";
import type { Resumable } from "../../labs/_runtime/stacks/mod.ts";
import { median, type Row } from "./table.ts";

const BOUND = 1.5;
const RESUMES = 200_000;
const ROUNDS = 41;
/** Fewer, and the engine's last compiler has not been at it. */
const WARM_UP_ROUNDS = 20;

/** None of them ends by itself. */
const PROGRAMS = {
  "one loop": `function* report() { let turns = 0; while ((yield turns) !== 0) turns += 1; }`,
  "loop in loop": `function* report() {
    for (let day = 0;; day++) { for (let depot = 0; depot < 10; depot++) { if ((day + depot) % 3) yield depot; } }
  }`,
  "try and finally": `function* report() {
    let sum = 0;
    for (;;) { try { sum = (sum + (yield sum)) & 1023; } catch { sum = 0; } finally { sum ^= 1; } }
  }`,
  "for…of": `function* report() { for (;;) { for (const depot of [1, 2, 3, 4, 5, 6, 7, 8]) yield depot; } }`,
  "yield*": `function* report() { for (;;) yield* [1, 2, 3, 4, 5, 6, 7, 8]; }`,
  "six variables": `function* report() {
    let [a, b, c, d, e, f] = [1, 2, 3, 4, 5, 6];
    for (;;) { a = yield b; b = (yield c) & d; c = (a + e) & 1023; d = yield f; e = (b + c) & 1023; f ^= yield a; }
  }`,
};
type Program = keyof typeof PROGRAMS;

/** One row: the worst of the programs. */
export async function measureCompiledClasses(): Promise<Row[]> {
  const ratios: { readonly name: string; readonly ratio: number }[] = [];
  for (const name of Object.keys(PROGRAMS)) {
    ratios.push({ name, ratio: await inOwnProcess(name, "class") / await inOwnProcess(name, "generator") });
  }
  const worst = Math.max(...ratios.map(({ ratio }) => ratio));
  return [{
    promise: "a resume of a compiled class against a generator's",
    measured: ratios.map(({ name, ratio }) => `${name} ${ratio.toFixed(2)}`).join(", "),
    bound: `at most ${BOUND} times`,
    kept: worst <= BOUND,
  }];
}

async function inOwnProcess(name: string, side: "class" | "generator"): Promise<number> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", import.meta.filename!, name, side],
  }).output();
  if (!success) throw new Error(`${name}, ${side}: not measured: ${new TextDecoder().decode(stderr)}`);
  return JSON.parse(new TextDecoder().decode(stdout));
}

function nanosecondsOfAResume(source: string): number {
  const coroutine: Resumable = new Function(`${source}; return report;`)()();
  const each: number[] = [];
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
    const startedMs = performance.now();
    let sum = 0;
    // Values are used, or an engine that sees through `next` would leave out making them.
    for (let resume = 0; resume < RESUMES; resume++) sum += coroutine.next(1).value;
    if (round >= WARM_UP_ROUNDS) each.push((performance.now() - startedMs) * 1e6 / RESUMES);
    if (Number.isNaN(sum)) throw new Error("a value was lost");
  }
  return median(each);
}

if (import.meta.main) {
  const source = PROGRAMS[Deno.args[0] as Program];
  console.log(nanosecondsOfAResume(Deno.args[1] === "class" ? compileCoroutine(source).code : source));
}
