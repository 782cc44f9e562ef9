/** Group A of the hostile submissions: programs that take more than their share. Each row has its number. */
import {
  assert,
  assertEquals,
  assertGreater,
  assertLess,
  assertMatch,
  assertNotMatch,
  assertStringIncludes,
} from "@std/assert";
import { openRunner } from "../../labs/_runner/embedded_runner.ts";
import { RUN_LIMITS, RUNNER_LIMITS } from "../../labs/_runner/limits.ts";
import type { RunnerEvent } from "../../labs/_runner/protocol.ts";
import { ManualClock } from "../labs/_runner/sandbox/manual_clock.ts";
import { collect, HARNESS, hostileTest, jobOf, LEVEL, run } from "./attack_run.ts";

const ONE_SECOND = { cpuSeconds: 1 };

for (
  const [row, code] of [
    ["A1 a busy loop", "while (true) {}"],
    ["A2 a storm of microtasks", "const f = () => Promise.resolve().then(f); await f();"],
    ["A5 a regular expression that backtracks", `/^(a+)+$/.test("a".repeat(40) + "b");`],
    [
      "A6 a loop that ignores signals",
      `for (const name of ["SIGTERM", "SIGXCPU"]) Deno.addSignalListener(name, () => {}); for (;;) {}`,
    ],
  ] as const
) {
  hostileTest(`${row} ends at the limit of computing time`, async () => {
    const ran = await run({ code, limits: ONE_SECOND });
    assertEquals(ran.outcome, "cpu-limit");
    assertEquals(ran.exit.killedFor, null);
  });
}

for (
  const [row, code] of [
    [
      "A3 a wait that uses no time",
      `console.log("waits"); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);`,
    ],
    ["A4 a timer that never stops", `setInterval(() => {}, 1000); console.log("waits"); await new Promise(() => {});`],
    [
      "A7 a program that refuses to unload",
      `addEventListener("beforeunload", (event) => event.preventDefault());
       setTimeout(() => {}, 1e9); console.log("waits"); await new Promise(() => {});`,
    ],
  ] as const
) {
  hostileTest(`${row} ends when the wall clock has run out, and its output is shown`, async () => {
    const ran = await run({ code, wallAfter: "waits\n" });
    assertEquals(ran.outcome, "timed-out");
    assertEquals(ran.exit.killedFor, "wall");
    assertEquals(ran.stdout, "waits\n");
  });
}

hostileTest("A9 a heap that grows for ever is out of memory, without a word of Deno's C++", async () => {
  const ran = await run({ code: "const all: unknown[] = []; for (;;) all.push(new Array(1e5));" });
  assertEquals(ran.outcome, "out-of-memory");
  assertStringIncludes(ran.exit.stderrTail, "Fatal JavaScript out of memory");
  assertEquals(ran.stderr.trim(), "");
});

for (
  const [row, grow] of [
    ["A10 ArrayBuffers", "all.push(new Uint8Array(16 << 20).fill(1));"],
    ["A11 WebAssembly memories", "all.push(new WebAssembly.Memory({ initial: 1024 }));"],
  ] as const
) {
  hostileTest(`${row} without end are refused with an error that the program can catch`, async () => {
    const ran = await run({
      code: `const all: unknown[] = [];
        try { for (;;) { ${grow} } } catch (error) { all.length = 0; console.log((error as Error).name); }`,
      // Touching half a gigabyte takes a busy machine seconds: what is claimed here is about memory.
      limits: { cpuSeconds: 30 },
    });
    assertEquals(ran.stdout, "RangeError\n");
    assertEquals(ran.outcome, "finished");
  });
}

hostileTest("A12, A13 an absurd size is a RangeError, and the program goes on", async () => {
  const ran = await run({
    code: `for (const make of [() => new SharedArrayBuffer(1 << 30), () => new Uint8Array(1e12)]) {
        try { make(); console.log("got it"); } catch (error) { console.log((error as Error).name); }
      }`,
  });
  assertEquals(ran.stdout, "RangeError\nRangeError\n");
  assertEquals(ran.outcome, "finished");
});

hostileTest("A15 a bomb of Workers kills only itself", async () => {
  const ran = await run({
    code: `for (let i = 0; i < 200; i++) new Worker("data:application/javascript,for(;;){}", { type: "module" });
      await new Promise(() => {});`,
    limits: { cpuSeconds: 3 },
  });
  assert(["out-of-memory", "crashed", "cpu-limit"].includes(ran.outcome), ran.outcome);
  assertNotMatch(ran.stderr, /panicked|C stack trace|github\.com/);
});

for (
  const [row, code] of [
    ["A17 a flood in big chunks", "const x = new Uint8Array(65536).fill(97); for (;;) Deno.stdout.writeSync(x);"],
    ["A18 a flood of small lines", `for (;;) console.log("x".repeat(100));`],
  ] as const
) {
  hostileTest(`${row} is cut, counted and killed`, async () => {
    const ran = await run({ code });
    assertEquals(ran.outcome, "too-much-output");
    assertEquals(ran.exit.truncated, true);
    assertEquals(ran.stdout.length, RUN_LIMITS.shownBytes);
  });
}

hostileTest("A20 a reader who stalls makes the program wait, and leaves the wall clock running", async () => {
  const clock = new ManualClock();
  const runner = await openRunner({ harness: HARNESS, level: LEVEL, layers: {}, concurrency: 2, clock });
  const job = jobOf("const x = new Uint8Array(65536).fill(97); for (;;) Deno.stdout.writeSync(x);");
  const events = runner.run(job)[Symbol.asyncIterator]();
  const next = async () => (await events.next()).value as RunnerEvent;
  let event = await next();
  while (event.type !== "stdout") event = await next();
  // Nobody reads while another program starts, runs and ends: time enough for a flood to pass every limit of output.
  await collect(runner, jobOf(`console.log("scanned");`));
  clock.advance(job.limits.wallMs);
  while (event.type !== "exited") event = await next();
  await runner.close();
  assertEquals(event.exit.killedFor, "wall");
});

hostileTest("A21 a disk full of caches is a full 16 MiB of memory, gone with the run", async () => {
  const ran = await run({
    code: `const cache = await caches.open("x");
      try {
        for (let i = 0; i < 30; i++) await cache.put("http://a/" + i, new Response("x".repeat(10_000_000)));
        console.log("written");
      } catch (error) { console.log((error as Error).message); }`,
  });
  assertMatch(ran.stdout, /No space left on device|File too large/);
  assertEquals(ran.outcome, "finished");
});

hostileTest("A23 source nested three thousand deep crashes the sandbox, with a sentence that says why", async () => {
  const ran = await run({ code: `const a = ${"[".repeat(3_000)}${"]".repeat(3_000)};` });
  assertEquals(ran.outcome, "crashed");
  assertStringIncludes(ran.message, "nested too deep");
  assertEquals(ran.stderr.trim(), "");
});

hostileTest("A25 types that explode cost nothing: they are removed unread", async () => {
  const ran = await run({
    code: `type Grow<T extends unknown[], N> = T["length"] extends N ? T : Grow<[...T, ...T, 0], N>;
      const solved: Grow<[], 99999> | null = null; console.log(solved);`,
  });
  assertEquals(ran.stdout, "null\n");
  assertEquals(ran.outcome, "finished");
});

hostileTest("A26 a stack overflow is an error with a line number", async () => {
  const ran = await run({ code: "\nexport function solve(): number { return solve() + 1; }" });
  const thrown = ran.frames.find((frame) => frame.kind === "threw");
  assertMatch(thrown?.message ?? "", /RangeError: Maximum call stack size exceeded/);
  assertMatch(thrown?.stack ?? "", /lab\.ts:2:/);
});

hostileTest(
  "A29 a learner who hammers the button has one run going and one waiting, and is told when to ask again",
  async () => {
    const runner = await openRunner({ harness: HARNESS, level: LEVEL, layers: {} });
    const first = await Promise.all(
      Array.from({ length: 200 }, () => firstEvent(runner.run(jobOf("for (;;) {}", { queueKey: "one learner" })))),
    );
    await runner.close();
    const count = (type: RunnerEvent["type"]) => first.filter((event) => event.type === type).length;
    assertEquals({ started: count("started"), queued: count("queued"), busy: count("busy") }, {
      started: 1,
      queued: 1,
      busy: 198,
    });
    for (const event of first) assert(event.type !== "busy" || event.retryAfterSeconds >= 1);
  },
);

hostileTest("A30 five thousand sessions fill the queue and no more", async () => {
  const runner = await openRunner({ harness: HARNESS, level: LEVEL, layers: {}, concurrency: 1 });
  const runs = Array.from({ length: 5_000 }, () => runner.run(jobOf("for (;;) {}"))[Symbol.asyncIterator]());
  const first = await Promise.all(runs.map(async (run) => (await run.next()).value as RunnerEvent));
  await runner.close();
  assertEquals(first.filter((event) => event.type !== "busy").length, 1 + RUNNER_LIMITS.queueLength);
});

/** Hears the first event, and leaves when the runner closes. */
async function firstEvent(events: AsyncIterable<RunnerEvent>): Promise<RunnerEvent> {
  return (await events[Symbol.asyncIterator]().next()).value as RunnerEvent;
}

hostileTest("A31 when the server is killed, its sandboxes die with it", async () => {
  // A heap of this size marks our processes among all others.
  const heapMiB = 200 + crypto.getRandomValues(new Uint16Array(1))[0]! % 800;
  const server = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", new URL("doomed_server.ts", import.meta.url).pathname, `${heapMiB}`],
    stdout: "piped",
  }).spawn();
  for await (const chunk of server.stdout) {
    if (new TextDecoder().decode(chunk).includes("looping")) break;
  }
  const mark = `--max-old-space-size=${heapMiB}`;
  assertGreater(processesWith(mark), 0);
  server.kill("SIGKILL");
  await server.status;
  for (const deadline = performance.now() + 30_000; processesWith(mark) > 0;) {
    assertLess(performance.now(), deadline, "a sandbox outlives its server");
    await new Promise((wake) => setTimeout(wake, 20));
  }
});

/** How many processes of the machine have this among their arguments. */
function processesWith(argument: string): number {
  let count = 0;
  for (const { name } of Deno.readDirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      if (Deno.readTextFileSync(`/proc/${name}/cmdline`).includes(argument)) count++;
    } catch (error) {
      // It ended while we looked.
      if (!(error instanceof Deno.errors.NotFound) && !/os error 3\b/.test((error as Error).message)) throw error;
    }
  }
  return count;
}

Deno.test("A19 nothing that serves readers takes a child's output whole", async () => {
  const taking: string[] = [];
  let read = 0;
  for await (const path of sourcesIn(new URL("../../", import.meta.url), "")) {
    const text = await Deno.readTextFile(new URL(`../../${path}`, import.meta.url));
    read++;
    if (/\.output(Sync)?\(/.test(text)) taking.push(path);
  }
  assertGreater(read, 50);
  assertEquals(taking, []);
});

/** Paths of all code but the tests, from the project's root. */
async function* sourcesIn(root: URL, folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(new URL(folder, root))) {
    const path = folder + name;
    if (isDirectory && !name.startsWith(".") && path !== "tests") yield* sourcesIn(root, `${path}/`);
    if (/\.tsx?$/.test(name)) yield path;
  }
}
