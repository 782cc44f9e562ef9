/** Programs for property tests: generator functions made of the constructs that the compiler takes, and ways to drive them. */
import fc from "fast-check";

/** What a driver does at each turn. */
export type Turn =
  | { readonly how: "next"; readonly value: number }
  | { readonly how: "throw"; readonly value: number }
  | { readonly how: "return"; readonly value: number };

const NAMES = ["a", "b", "c"];
const name = fc.constantFrom(...NAMES);
const digit = fc.nat(5).map(String);

/** Expressions; those with a `yield` in them among them. `log` tells the order in which things run. */
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    digit,
    name,
    tie("expression").map((inner) => `(yield ${inner})`),
    tie("expression").map((inner) => `log(${inner})`),
    fc.tuple(tie("expression"), fc.constantFrom("+", "-", "<", "==="), tie("expression")).map(([l, op, r]) =>
      `(${l} ${op} ${r})`
    ),
    fc.tuple(tie("expression"), fc.constantFrom("&&", "||", "??"), tie("expression")).map(([l, op, r]) =>
      `((${l}) ${op} (${r}))`
    ),
    fc.tuple(tie("expression"), tie("expression"), tie("expression")).map(([t, y, n]) => `(${t} ? ${y} : ${n})`),
    fc.tuple(name, fc.constantFrom("=", "+="), tie("expression")).map(([n, op, e]) => `(${n} ${op} ${e})`),
    fc.tuple(tie("expression"), tie("expression")).map(([l, r]) => `[${l}, ...[${r}]].length`),
    fc.tuple(tie("expression"), tie("expression")).map(([l, r]) => `call(${l}, ${r})`),
    fc.tuple(tie("expression"), tie("expression")).map(([l, r]) =>
      `({ x: ${l}, f(v) { return this.x + v; } }).f(${r})`
    ),
    fc.tuple(tie("expression"), tie("expression")).map(([l, r]) => "`${" + l + "}:${" + r + "}`.length"),
    fc.tuple(tie("expression"), tie("expression")).map(([l, r]) => `(${l}, ${r})`),
    tie("expression").map((inner) => `(yield* inner(${inner}))`),
    name.map((n) => `${n}++`),
  ),
}));

/** Statements. Loops count a guard down, so that every program ends. */
const { body } = fc.letrec<{ body: string; statement: string }>((tie) => ({
  body: fc.array(tie("statement"), { minLength: 1, maxLength: 4 }).map((all) => all.join("\n")),
  statement: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    expression.map((e) => `${e};`),
    fc.tuple(name, expression).map(([n, e]) => `${n} = ${e};`),
    fc.tuple(name, expression).map(([n, e]) => `var [${n}, d] = [${e}, ${n}]; log(d);`),
    fc.tuple(digit, expression, tie("body")).map(([d, e, b]) =>
      `{\nlet a = ${d}, e;\nconst k = ${e};\n${b.replaceAll("var [a,", "var [c,")}\nlog(a, k, e);\ne = k;\n}`
    ),
    fc.tuple(expression, tie("body"), tie("body")).map(([e, y, n]) => `if (${e}) {\n${y}\n} else {\n${n}\n}`),
    fc.tuple(expression, tie("body")).map(([e, b]) => `while (turn() && ${e}) {\n${b}\n}`),
    fc.tuple(expression, tie("body")).map(([e, b]) => `do {\n${b}\n} while (turn() && ${e});`),
    fc.tuple(expression, expression, tie("body")).map(([i, u, b]) =>
      `for (let i = ${i}; turn() && i < 4; i++, ${u}) {\n${b}\nlog(i);\n}`
    ),
    fc.tuple(expression, tie("body")).map(([e, b]) => `for (const x of list(${e})) {\nlog(x);\n${b}\n}`),
    fc.tuple(tie("body"), tie("body")).map(([t, c]) => `try {\n${t}\n} catch (error) {\nlog(String(error));\n${c}\n}`),
    fc.tuple(tie("body"), tie("body")).map(([t, f]) => `try {\n${t}\n} finally {\n${f}\n}`),
    fc.tuple(tie("body"), tie("body"), tie("body")).map(([t, c, f]) =>
      `try {\n${t}\n} catch {\n${c}\n} finally {\n${f}\n}`
    ),
    fc.tuple(expression, tie("body"), tie("body"), fc.boolean()).map(([e, x, y, breaks]) =>
      `switch (${e}) {\ncase 1:\n${x}\n${breaks ? "break;" : ""}\ndefault:\n${y}\ncase log(2):\nlog("two");\n}`
    ),
    expression.map((e) => `return ${e};`),
    expression.map((e) => `throw ${e};`),
    fc.tuple(fc.constantFrom("break", "continue", "break outer", "continue outer"), expression).map(([jump, e]) =>
      `if (${e}) { ${jump}; }`
    ),
    name.map((n) => `keep(() => ${n});`),
  ),
}));

/** A generator function `program(a, b)`; every jump in it has a loop to go to. */
export const program: fc.Arbitrary<string> = fc.tuple(body, fc.constantFrom("log(a, b, c);", "log(c);", "")).map((
  [text, last],
) => `function* program(a, b) {\nvar c = 1;\nouter: for (const once of list(1)) {\n${text}\n}\n${last}\n}`);

/** What to do with it, turn by turn; then it is asked to its end. */
export const turns: fc.Arbitrary<readonly Turn[]> = fc.array(
  fc.record({
    how: fc.oneof(
      { weight: 6, arbitrary: fc.constant("next" as const) },
      { weight: 1, arbitrary: fc.constantFrom("throw" as const, "return" as const) },
    ),
    value: fc.nat(4),
  }),
  { maxLength: 14 },
);

/** What the program uses from outside: everything that it does is in the log. */
const AROUND = `
let guard = 40;
const kept = [];
const turn = () => guard-- > 0;
const call = (x, y) => { log("call", x, y); if (y === 3) throw "three"; return x; };
const keep = (f) => { kept.push(f); };
function list(n) {
  let at = 0;
  return {
    [Symbol.iterator]() { return this; },
    next() { at += 1; return { value: at, done: at > Number(n) % 3 || !turn() }; },
    return() { log("closed", at); return {}; },
  };
}
function* inner(n) {
  try { log("inner got", yield n); } catch (error) { log("inner caught", error); } finally { log("inner ends"); }
  return n;
}
`;

/** Makes the program from JavaScript, drives it, and returns all that could be seen. */
export function observe(javascript: string, script: readonly Turn[]): unknown[] {
  const seen: unknown[] = [];
  const log = (...what: unknown[]) => {
    seen.push(what.map(String));
    return what[0];
  };
  const make = new Function("log", `"use strict";${AROUND}${javascript}\nreturn [program(1, 2), kept];`);
  const [coroutine, kept] = make(log) as [Generator<unknown, unknown, unknown>, (() => unknown)[]];
  const ask = ({ how, value }: Turn) => {
    try {
      const { done, value: got } = coroutine[how](value);
      seen.push([how, done, String(got)]);
      return done === true;
    } catch (error) {
      seen.push([how, "threw", error instanceof Error ? error.name : String(error)]);
      return true;
    }
  };
  for (const turn of script) {
    ask(turn);
    seen.push(kept.map((look) => String(look())));
  }
  for (let left = 60; left > 0 && !ask({ how: "next", value: 1 });) left -= 1;
  ask({ how: "return", value: 9 });
  ask({ how: "throw", value: 8 });
  return seen;
}
