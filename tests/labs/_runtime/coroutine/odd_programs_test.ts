/** Constructs that generated programs have seldom or never: each is compiled to what V8's own generator does. */
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { compileCoroutine } from "../../../../labs/_runtime/coroutine/compile_coroutine.ts";
import { observe, turns } from "./generated_program.ts";

/** Bodies of `function* program(n, m)`. */
const BODIES = [
  "outer: for (let i = 0; i < 3; i++) { try { for (let j = 0; j < 3; j++) { if (j === 1) continue outer; yield i * 10 + j; } } finally { yield `f${i}`; } }",
  "while (turn()) { try { yield 1; break; } finally { if (n-- > 0) continue; } } yield 'out';",
  "switch (yield n) { case 1: yield 'one'; case 2: yield 'two'; break; case yield 'c': yield 'three'; default: yield 'd'; } yield 'end';",
  "try { return yield 1; } finally { return 5; }",
  "const o = { a: yield 1, [yield 2]: yield 3 }; yield JSON.stringify(o);",
  "const o = {}; o[yield 'key'] += yield 'value'; yield JSON.stringify(o);",
  "[n, m] = [yield 1, yield 2]; yield `${n} ${m}`;",
  "const { x, ...rest } = { x: yield 1, y: yield 2, z: 3 }; yield JSON.stringify([x, rest]);",
  "const g = (...x) => x; yield String(g(...[yield 1, 2], yield 3));",
  "yield `a${yield 1}b${yield 2}c`;",
  "const o = { a: 1, b: 2 }; delete o[yield 'which']; yield Object.keys(o).join();",
  "yield (yield 1, yield 2, 3);",
  "yield n > 1 ? yield 1 : yield 2;",
  "do { yield n; } while (turn() && (yield 'again') > 1);",
  "for (var i = 0, j = yield 9; i < 2; i++, j++) yield `${i} ${j}`;",
  "for (const [a, b] of [[1, 2], [3, 4]]) yield a * b;",
  "for (const key in { a: 1, b: 2 }) n += key; yield n;",
  "let x = 1; { let x = yield 2; yield x; } yield x;",
  "label: { yield 1; if (n) break label; yield 2; } yield 3;",
  "n++; n **= 2; n >>>= 1; yield -n; yield typeof unheardOf; yield void 0;",
  "let resumeId = yield 1; let sent = yield 2; let at = 3; let pending = 4; yield [resumeId, sent, at, pending].join();",
  "yield n\n  .toString()\n  .length",
];

for (const body of BODIES) {
  Deno.test(`${body.slice(0, 60)} does as a class what it does as a generator`, () => {
    const source = `function* program(n, m) { ${body} }`;
    const { code } = compileCoroutine(source);
    fc.assert(fc.property(turns, (script) => assertEquals(observe(code, script), observe(source, script))));
  });
}
