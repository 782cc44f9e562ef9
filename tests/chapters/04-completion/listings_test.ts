/** What listings print, where the text speaks of it. */
import { assertEquals } from "@std/assert";

async function printedBy(file: string): Promise<readonly string[]> {
  const { log } = console;
  const lines: string[] = [];
  console.log = (...words: unknown[]) => void lines.push(words.join(" ").replaceAll(/\s+/g, " "));
  try {
    await import(`../../../chapters/04-completion/${file}`);
  } finally {
    console.log = log;
  }
  return lines;
}

Deno.test("of three cancelled reads one is stopped, one is too far gone, and one has completed", async () => {
  assertEquals(await printedBy("cancelled.ts"), [
    "silent socket cancel: 0, read: ECANCELED",
    "file cancel: EALREADY, read: 512",
    "socket with bytes cancel: ENOENT, read: 80",
  ]);
});

Deno.test("two of six completions wait beside a queue of four, until a call brings them in", async () => {
  assertEquals(await printedBy("overflow.ts"), [
    "six have completed: 4 in the queue, and more beside it",
    "four are taken: 0 in the queue, and more beside it",
    "after a call that asks for nothing: 2 in the queue",
  ]);
});

Deno.test("a multishot accept ends with the fifth connection, which finds the queue full, and the sixth waits", async () => {
  const more = "accepted; more will come";
  assertEquals(await printedBy("multishot.ts"), [
    ...[more, more, more, more],
    "accepted; this was the last",
    "waiting to be accepted: 1",
  ]);
});

Deno.test("the tail passes 2^32 while three entries are in the ring, and the slots go on in order", async () => {
  const lines = await printedBy("past_the_end.ts");
  assertEquals(lines.map((line) => line.slice(0, 6)), ["slot 2", "slot 3", "slot 0"]);
  const [, head = NaN, tail = NaN] = /head (\d+), tail (\d+)/.exec(lines.at(-1)!)!.map(Number);
  assertEquals([tail, (tail - head) >>> 0], [1, 3]);
});

Deno.test("a short read cancels the write that is linked to it", async () => {
  assertEquals(await printedBy("short_and_linked.ts"), ["read 1000", "write ECANCELED"]);
});

Deno.test("the thread that came last gets every packet", async () => {
  assertEquals(await printedBy("who_gets_it.ts"), ["packet 1: third", "packet 2: third", "packet 3: third"]);
});
