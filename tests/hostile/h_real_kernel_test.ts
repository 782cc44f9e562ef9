/** Group H of the hostile submissions: programs in a lab on the real kernel, whose process has a driver with native code. */
import { assert, assertEquals, assertLess, assertMatch, assertStringIncludes } from "@std/assert";
import { RUN_LIMITS, RUNNER_LIMITS } from "../../labs/_runner/limits.ts";
import { openHost } from "../../labs/_runner/sandbox/host.ts";
import { LAYERS_OF } from "../../labs/_runner/sandbox/layers.ts";
import { SandboxProcess } from "../../labs/_runner/sandbox/sandbox_process.ts";
import { hostileTest, LEVEL, type Ran, run } from "./attack_run.ts";

const ON_LINUX = Deno.build.os === "linux";

/** Runs the body of `solve(kernel)`, in TypeScript, and returns what it returned. */
async function solve(body: string): Promise<{ readonly value: unknown; readonly ran: Ran }> {
  const code = `export async function solve(_input: number, tools: any) {
    const kernel = tools.realKernel();
    ${body}
  }`;
  const ran = await run({ code, realKernel: true });
  // Without a driver most of these claims would hold for nothing.
  assertStringIncludes(ran.stdout, "On the model, and on Linux ");
  const frame = ran.frames.findLast((frame) => frame.kind === "observation");
  return { value: frame?.value, ran };
}

/** A claim about the driver: where there is no Linux there is none. */
function driverTest(claim: string, check: () => Promise<void>): void {
  if (ON_LINUX) hostileTest(claim, check);
}

const IN_A_WORKER = `const answered = (worker) => new Promise((resolve) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => (event.preventDefault(), resolve("refused: " + event.message));
    worker.on?.("message", resolve);
    worker.on?.("error", (error) => resolve("refused: " + error.message));
  });
  const load = "try { Deno.dlopen('libc.so.6', {}); tell('DONE'); } catch (error) { tell('refused: ' + error.name); }";`;

for (
  const [row, body] of [
    ["the C library", `return Deno.dlopen("libc.so.6", {});`],
    ["another library", `return Deno.dlopen("libm.so.6", {});`],
    ["a pointer", `return Deno.UnsafePointer.create(1n);`],
    ["the address of a buffer", `return Deno.UnsafePointer.of(new Uint8Array(8));`],
    ["a callback", `return new Deno.UnsafeCallback({ parameters: [], result: "void" }, () => {});`],
    ["an add-on for Node", `return (await import("node:process")).default.dlopen({}, "/lib/libc.so.6");`],
    ["an add-on by require", `return (await import("node:module")).createRequire("file:///tmp/")("./x.node");`],
    [
      "an extension of SQLite",
      `const { DatabaseSync } = await import("node:sqlite");
       return new DatabaseSync(":memory:", { allowExtension: true }).loadExtension("/lib/libc.so.6");`,
    ],
    [
      "a Worker that loads it",
      `${IN_A_WORKER}
       const source = "const tell = (word) => postMessage(word);" + load;
       throw new Error(await answered(new Worker("data:text/javascript," + source, { type: "module" })));`,
    ],
    [
      "a Worker of Node's that loads it",
      `${IN_A_WORKER}
       const { Worker } = await import("node:worker_threads");
       const source = "import { parentPort } from 'node:worker_threads'; const tell = (word) => parentPort.postMessage(word);" + load;
       throw new Error(await answered(new Worker(new URL("data:text/javascript," + encodeURIComponent(source)))));`,
    ],
  ] as const
) {
  driverTest(`H1 where the driver has native code, the program can't reach ${row}`, async () => {
    const { value } = await solve(
      `try { ${body} } catch (error) { return "refused: " + error.name + " " + error.message; }`,
    );
    assertMatch(
      String(value),
      /^refused: .*(NotCapable|refused|not (yet )?(found|supported|implemented)|Cannot find|No such)/i,
    );
  });
}

driverTest("H2 a permission that was given up is not given back", async () => {
  const { value } = await solve(`
    const asked = [{ name: "ffi" }, { name: "ffi", path: "/lib/libc.so.6" }].map((one) => Deno.permissions.requestSync(one).state);
    return asked.join(" ");`);
  assertEquals(value, "denied denied");
});

driverTest("H3 a Worker can't be given the permission that its program gave up", async () => {
  const { ran } = await solve(`
    new Worker("data:text/javascript,", { type: "module", deno: { permissions: { ffi: true } } });
    return "made";`);
  assertEquals(ran.frames.some((frame) => frame.kind === "observation"), false);
});

driverTest("H4 descriptors that the driver did not hand out are not there, for any call", async () => {
  const { value, ran } = await solve(`
    const bytes = new Uint8Array(8);
    const epfd = kernel.epollCreate1();
    const answers = new Set();
    for (let fd = -2; fd < 600; fd++) {
      if (fd === epfd) continue;
      for (const answer of [
        kernel.read(fd, bytes), kernel.write(fd, bytes), kernel.pread(fd, bytes, 0), kernel.pwrite(fd, bytes, 0),
        kernel.dup(fd), kernel.fcntlSetfl(fd, 0o4000), kernel.shutdown(fd, 2), kernel.listen(fd, 1), kernel.bind(fd, "x"),
        kernel.connect(fd, "x"), kernel.accept4(fd, 0), kernel.epollCtl(epfd, 1, fd, { events: 1, data: 1 }),
        kernel.epollCtl(fd, 1, epfd, { events: 1, data: 1 }), kernel.epollWait(fd, 8, 0), kernel.close(fd),
        kernel.timerfdSettime(fd, { valueNs: 1, intervalNs: 0 }), fd < 0 ? "EBADF" : kernel.select({ read: [fd], write: [], except: [] }, 0),
        fd < 0 ? "EBADF" : kernel.poll([{ fd, events: 5 }], 0).join() === "32" ? "EBADF" : "readable",
      ]) answers.add(answer);
    }
    return [...answers].join(" ");`);
  assertEquals(value, "EBADF");
  assertEquals(ran.outcome, "finished");
});

driverTest("H5 a descriptor that was closed is no longer the program's, whoever has its number now", async () => {
  const { value } = await solve(`
    const [reads, writes] = kernel.pipe2(0);
    kernel.close(reads);
    kernel.close(writes);
    // The process may have taken the numbers again.
    return [kernel.close(reads), kernel.write(writes, new Uint8Array(1)), kernel.read(reads, new Uint8Array(1))].join(" ");`);
  assertEquals(value, "EBADF EBADF EBADF");
});

driverTest("H6 arguments that no call takes are refused, and the next call goes on", async () => {
  const { value, ran } = await solve(`
    const odd = [NaN, Infinity, -Infinity, -1, 2 ** 31, 2 ** 53, 1.5, 1e308, "1", null, undefined, {}, [], () => {}, Symbol.iterator, 1n];
    const [reads, writes] = kernel.pipe2(0o4000);
    const epfd = kernel.epollCreate1();
    kernel.epollCtl(epfd, 1, reads, { events: 1, data: 1 });
    let tried = 0;
    for (const name of Object.keys(kernel)) {
      for (const first of odd) for (const second of odd) for (const third of odd.slice(0, 8)) {
        // Waits would be waits.
        if (/epollWait|poll|select|close/.test(name) || (name === "fcntlSetfl" && Number.isInteger(first))) continue;
        tried++;
        try { kernel[name](first, second, third); } catch {}
      }
    }
    for (const most of odd) try { kernel.epollWait(epfd, most, 0); } catch {}
    for (const list of [[2 ** 40], [-1], [1e9], new Array(100_000).fill(reads)]) {
      try { kernel.select({ read: list, write: [], except: [] }, 0); } catch {}
      try { kernel.poll(list.map((fd) => ({ fd, events: 1 })), 0); } catch {}
    }
    const written = kernel.write(writes, new Uint8Array([7]));
    return [tried > 10_000, written, kernel.epollWait(epfd, 8, 0).length].join(" ");`);
  assertEquals(value, "true 1 1");
  assertEquals(ran.outcome, "finished");
});

driverTest("H7 whoever takes all descriptors hears EMFILE, and the run ends well", async () => {
  const { value, ran } = await solve(`
    let open = 0;
    for (;;) {
      const fd = kernel.eventfd(0, 0);
      if (typeof fd === "string") return [open, fd];
      open++;
    }`);
  const [open, refusal] = value as [number, string];
  assertEquals(refusal, "EMFILE");
  assertLess(open, RUNNER_LIMITS.realKernelFiles);
  assertEquals(ran.outcome, "finished");
});

driverTest("H8 files in memory grow no further than the sandbox's limit", async () => {
  const { ran } = await solve(`
    const block = new Uint8Array(1_048_576);
    const fd = kernel.memfdCreate();
    for (let at = 0; at < 1_000; at++) {
      const written = kernel.pwrite(fd, block, at * block.length);
      if (typeof written === "string") return written;
    }
    return "no end";`);
  // The kernel says it with a signal, SIGXFSZ, or with an error that the book's calls never give.
  assert(ran.frames.every((frame) => frame.kind !== "observation" || frame.value !== "no end"), ran.message);
});

driverTest("H9 what the program replaces is its own copy: calls, builtins and waits go on as they are", async () => {
  const { value } = await solve(`
    for (const name of ["load", "store", "wait", "notify", "add"]) Atomics[name] = () => { throw new Error("replaced"); };
    globalThis.Int32Array = globalThis.Float64Array = globalThis.SharedArrayBuffer = class {};
    Uint8Array.prototype.set = () => { throw new Error("replaced"); };
    const replaced = Reflect.set(kernel, "read", () => 7);
    const [reads, writes] = kernel.pipe2(0);
    const bytes = new Uint8Array(4);
    return [replaced, kernel.write(writes, new Uint8Array([1, 2, 3])), kernel.read(reads, bytes), bytes.join("")].join(" ");`);
  assertEquals(value, "false 3 3 1230");
});

driverTest(
  "H9 a call that nothing in the loop can end is told as stalled: the driver's thread does not hold the run",
  async () => {
    const ran = await run({ code: "export const solve = () => new Promise(() => {});", realKernel: true });
    assertEquals(ran.frames.at(-1)?.kind, "stalled");
  },
);

hostileTest("H10 a lab that does not ask for the real kernel has neither driver nor native code", async () => {
  const ran = await run({
    code: `export function solve(_input: number, tools: any) {
      let native = "reached";
      try { Deno.dlopen("libc.so.6", {}); } catch (error) { native = (error as Error).name; }
      return [tools.realKernel(), native, Deno.args.join()];
    }`,
  });
  const observation = ran.frames.findLast((frame) => frame.kind === "observation");
  assertEquals(observation?.value, [
    "On the model only: the lab's task.md does not say `realKernel: true`.",
    "NotCapable",
    "",
  ]);
});

/** Runs a program with native code where a driver's process runs: what is left are the walls. */
async function exploited(code: string): Promise<string> {
  await using host = await openHost();
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/harness.js`, code);
    await Deno.writeTextFile(`${folder}/import_map.json`, "{}");
    const layers = { ...LAYERS_OF.strong, permissions: false };
    const process = SandboxProcess.start({ host, layers, limits: RUN_LIMITS, realKernel: true, harnessFolder: folder });
    await process.stdin.close();
    const [stdout] = await Promise.all([
      new Response(process.stdout).text(),
      new Response(process.stderr).text(),
      process.ended,
    ]);
    return stdout;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Numbers of system calls on x86-64, as in group B; -1 is refusal. */
for (
  const [row, call] of [
    ["a namespace", "272n, 0x00020000n, 0n, 0n, 0n, 0n"],
    ["a mount", "165n, 0n, 0n, 0n, 0n, 0n"],
    ["ptrace", "101n, 0n, 0n, 0n, 0n, 0n"],
    ["a new process", "57n, 0n, 0n, 0n, 0n, 0n"],
    ["io_uring", "425n, 8n, 0n, 0n, 0n, 0n"],
    ["a BPF program", "321n, 0n, 0n, 0n, 0n, 0n"],
    ["an Internet socket", "41n, 2n, 1n, 0n, 0n, 0n"],
    ["a socket to the machine's host", "41n, 40n, 1n, 0n, 0n, 0n"],
    ["a socket to the kernel", "41n, 16n, 3n, 0n, 0n, 0n"],
    ["the same call by its x32 number", `${0x40000000 + 41}n, 1n, 1n, 0n, 0n, 0n`],
    ["a message with descriptors in it", "46n, 0n, 0n, 0n, 0n, 0n"],
  ] as const
) {
  if (LEVEL !== "strong" || Deno.build.arch !== "x86_64") continue;
  hostileTest(`H11 even with native code in a driver's process, ${row} is refused by the kernel`, async () => {
    const stdout = await exploited(`
      const { symbols } = Deno.dlopen("libc.so.6", {
        syscall: { parameters: ["i64", "i64", "i64", "i64", "i64", "i64"], result: "i64" },
      });
      console.log(String(symbols.syscall(${call})));`);
    assertEquals(stdout, "-1\n");
  });
}

if (LEVEL === "strong" && Deno.build.arch === "x86_64") {
  hostileTest("H11 what the driver needs is allowed in its process", async () => {
    const stdout = await exploited(`
      const { symbols } = Deno.dlopen("libc.so.6", { socket: { parameters: ["i32", "i32", "i32"], result: "i32" } });
      console.log(symbols.socket(1, 1, 0) > 2);`);
    assertEquals(stdout, "true\n");
  });
}
