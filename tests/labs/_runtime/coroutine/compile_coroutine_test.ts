import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import fc from "fast-check";
import { compileCoroutine, UnsupportedError } from "../../../../labs/_runtime/coroutine/compile_coroutine.ts";
import { observe, program, turns } from "./generated_program.ts";

const COUNTDOWN = `function* countdown(n) {
  const step = 1;
  while (n > 0) {
    const label = "t-" + n;
    yield label;
    n -= step;
  }
  return "done";
}`;

Deno.test("the class does what V8's own generator does, on generated programs driven by next, throw and return", () => {
  let compiled = 0;
  fc.assert(
    fc.property(program, turns, (source, script) => {
      let code: string;
      try {
        code = compileCoroutine(source).code;
      } catch (error) {
        if (error instanceof UnsupportedError) return;
        throw error;
      }
      compiled += 1;
      assertEquals(observe(code, script), observe(source, script));
    }),
    { numRuns: 150 },
  );
  assertEquals(compiled > 100, true, `only ${compiled} of 150 programs were compiled`);
});

Deno.test("only what is alive across a suspension is in the frame", () => {
  const { variables, suspensions } = compileCoroutine(COUNTDOWN);
  assertEquals(variables, [
    { name: "n", line: 1, column: 21, field: "n" },
    { name: "step", line: 2, column: 9, field: "step" },
    { name: "label", line: 4, column: 11, field: null },
  ]);
  assertEquals(suspensions.map(({ line, alive }) => [line, alive]), [[null, ["n"]], [5, ["n", "step"]]]);
});

Deno.test("what only a handler reads is in the frame, and so is what only a finally reads", () => {
  const source = `function* f(log, caught, last) {
  try {
    yield 1;
    throw new Error("late");
  } catch {
    log(caught);
  } finally {
    log(last);
  }
}`;
  const { code, variables } = compileCoroutine(source);
  assertEquals(variables.map(({ field }) => field), ["log", "caught", "last"]);
  const seen: unknown[] = [];
  const coroutine = new Function(`${code}; return f;`)()((value: unknown) => seen.push(value), "caught", "last");
  coroutine.next();
  coroutine.next();
  assertEquals(seen, ["caught", "last"]);
});

Deno.test("each line of the output names the line of the source that it comes from", () => {
  const { code, lines } = compileCoroutine(COUNTDOWN);
  const output = code.trimEnd().split("\n");
  assertEquals(lines.length, output.length);
  const from = (text: string) => lines[output.findIndex((line) => line.includes(text))];
  assertEquals(from('label = "t-" + this.n;'), 4);
  assertEquals(from("return { value: label, done: false }"), 5);
  assertEquals(from("this.n -= this.step;"), 6);
  assertEquals(from('return { value: "done", done: true }'), 8);
  assertEquals(from("  step;"), 2);
});

Deno.test("two variables of one name have two places, and names of the class's own methods are kept free", () => {
  const source = `function* f(next) {
  const resume = 1;
  { let x = yield next; yield x + resume; log(x); }
  { let x = yield next; yield x + resume; log(x); }
}`;
  const { variables, code } = compileCoroutine(source);
  assertEquals(variables.map(({ name, field }) => [name, field]), [
    ["next", "next_2"],
    ["resume", "resume_2"],
    ["x", "x"],
    ["x", "x_2"],
  ]);
  const seen: unknown[] = [];
  const make = new Function("log", `${code}; return f;`)((value: unknown) => seen.push(value));
  const coroutine = make(5);
  assertEquals([1, 2, 3, 4, 5].map((sent) => coroutine.next(sent)), [
    { value: 5, done: false },
    { value: 3, done: false },
    { value: 5, done: false },
    { value: 5, done: false },
    { value: undefined, done: true },
  ]);
  assertEquals(seen, [2, 4]);
});

Deno.test("a variable that is called keeps no hold of the frame", () => {
  const { code } = compileCoroutine(`function* f(g) { yield 1; return g(); }`);
  const make = new Function(`"use strict"; ${code}; return f;`)();
  const coroutine = make(function (this: unknown) {
    return this;
  });
  coroutine.next();
  assertEquals(coroutine.next(), { value: undefined, done: true });
});

Deno.test("a method that is called close brings no support along, a loop over an iterator does", () => {
  const closes = "function* f(socket) { yield 1; socket.close(); }";
  const loops = "function* f(items) { for (const item of items) yield item; }";
  assertEquals([closes, loops].map((source) => compileCoroutine(source).code.includes("function close(")), [
    false,
    true,
  ]);
});

/** What is refused: the source, the place, and words of the message. */
const REFUSALS: readonly (readonly [source: string, line: number, column: number, words: string])[] = [
  ["const x = 1;", 1, 1, "write one generator function here"],
  ["function* f() {}\nfunction* g() {}", 2, 1, "and no more"],
  ["function* f() {\n  yield (;\n}", 2, 10, "this is not JavaScript"],
  ["function* f() {\n  yield this.x;\n}", 2, 9, "`this` is not supported"],
  [
    "function* f(n) {\n  using lock = n;\n  yield 1;\n}",
    2,
    3,
    "`using` is not supported: dispose of it in a `finally`",
  ],
  ["function* f() { return arguments[0]; }", 1, 24, "`arguments` is not supported: name the parameters"],
  ["function* f(o) {\n  for (const k in o) yield k;\n}", 2, 3, "loop with `for…of` over `Object.keys(…)`"],
  ["function* f(x = () => 1) {}", 1, 17, "a function in a parameter's default is not supported"],
  ["function* f(t) { t`${yield 1}`; }", 1, 18, "put it on a line of its own"],
  ["function* f() { const a = 1; yield a; a = 2; }", 1, 39, "`a` is a constant"],
  ["function* f() { yield a; let a = 1; }", 1, 23, "`a` is used before it is declared"],
  ["function* f() { function g() {} yield g; }", 1, 17, "write `const name = (…) => …`"],
  ["function* f() { for (let i = 0; i < 3; i++) yield () => i; }", 1, 57, "Declare it before the loop"],
  ["function* f(a) { yield function () { return a; }; }", 1, 45, "use an arrow function"],
  ["function* f(k) { switch (k) { case 1: let a = 1; yield a; } }", 1, 39, "put braces around the case"],
  ["function* f() { yield 1; close(2); }", 1, 26, "rename yours"],
];

for (const [source, line, column, words] of REFUSALS) {
  Deno.test(`${JSON.stringify(source)} is refused at line ${line}, column ${column}`, () => {
    const error = assertThrows(() => compileCoroutine(source), UnsupportedError);
    assertStringIncludes(error.message, words);
    assertEquals([error.line, error.column], [line, column]);
  });
}
