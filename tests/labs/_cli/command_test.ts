import { assertEquals, assertThrows } from "@std/assert";
import { parseCommand, UsageError } from "../../../labs/_cli/command.ts";

Deno.test("check reads its file and its flags in any order", () => {
  assertEquals(parseCommand(["check", "--seed", "7", "first-overlap", "mine.ts", "--json"]), {
    kind: "check",
    labId: "first-overlap",
    options: { file: "mine.ts", watch: false, json: true, seed: 7 },
  });
});

Deno.test("hint asks for the first step unless told another", () => {
  assertEquals(parseCommand(["hint", "x"]), { kind: "hint", labId: "x", step: 1 });
  assertEquals(parseCommand(["hint", "x", "3"]), { kind: "hint", labId: "x", step: 3 });
});

Deno.test("no words ask for help", () => {
  assertEquals(parseCommand([]), { kind: "help" });
});

for (
  const { words, says } of [
    { words: ["chek", "x"], says: 'no command "chek"' },
    { words: ["check"], says: "needs a lab's id" },
    { words: ["check", "x", "--sed", "1"], says: "--sed" },
    { words: ["check", "x", "--seed"], says: "whole number from 0 to 4294967295" },
    { words: ["check", "x", "--seed", "4294967296"], says: "whole number" },
    { words: ["check", "x", "--seed=-1"], says: "whole number" },
    { words: ["check", "x", "a.ts", "b.ts"], says: '"b.ts"' },
    { words: ["check", "x", "--watch", "--json"], says: "leave one out" },
    { words: ["hint", "x", "0"], says: "from 1" },
    { words: ["list", "all"], says: "leave it out" },
  ]
) {
  Deno.test(`"${words.join(" ")}" is refused, saying ${says}`, () => {
    assertThrows(() => parseCommand(words), UsageError, says);
  });
}
