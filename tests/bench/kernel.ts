/** What the kernels cost: the model against Linux, and a call through a lab's driver against one of Deno's. */
import { openRunner } from "../../labs/_runner/embedded_runner.ts";
import { buildHarness } from "../../labs/_runner/harness/build_harness.ts";
import { limitsOf } from "../../labs/_runner/run_context.ts";
import { onLinux, openLinuxKernel } from "../../labs/_runtime/kernel/linux_kernel.ts";
import { createModelKernel, EPOLL_CTL_ADD, EPOLLIN, type Kernel, must } from "../../labs/_runtime/kernel/mod.ts";
import { median, type Row } from "./table.ts";

const CONNECTIONS = 100;
const MESSAGES = 20_000;
const MESSAGE_BYTES = 100;
/** Short rounds, of which the best counts: in the others something else ran too. */
const ROUNDS = 51;
const CALLS = 1_000;

/** A row for each promise; none where there is no Linux to compare with. */
export async function measureKernel(): Promise<Row[]> {
  if (!onLinux) return [];
  return [...compareEpollWait(), ...await compareEcho()];
}

/** One of a hundred registered descriptors is ready. */
function compareEpollWait(): Row[] {
  using linux = openLinuxKernel();
  const calls = [createModelKernel(), linux].map(readyOfAHundred);
  const rounds = Array.from({ length: ROUNDS }, () => calls.map(nanosecondsEach));
  const [modelNs = NaN, linuxNs = NaN] = [0, 1].map((kernel) => Math.min(...rounds.map((round) => round[kernel]!)));
  const ratio = linuxNs / modelNs;
  const measured = `${ratio.toFixed(2)} times (${modelNs.toFixed(0)} ns, Linux ${linuxNs.toFixed(0)} ns)`;
  return [{
    promise: "epoll_wait of the model against Linux's, calls a second",
    measured,
    bound: "at least 1",
    kept: ratio >= 1,
  }];
}

function readyOfAHundred(kernel: Kernel): () => void {
  const epfd = must(kernel.epollCreate1());
  for (let index = 0; index < 100; index++) {
    const fd = must(kernel.eventfd(index === 50 ? 1 : 0, 0));
    must(kernel.epollCtl(epfd, EPOLL_CTL_ADD, fd, { events: EPOLLIN, data: fd }));
  }
  return () => void kernel.epollWait(epfd, 16, -1);
}

function nanosecondsEach(call: () => void): number {
  const startedAt = performance.now();
  for (let index = 0; index < CALLS; index++) call();
  return (performance.now() - startedAt) / CALLS * 1e6;
}

/** What the drive reports. */
interface Echoed {
  readonly messagesPerSecond: number;
  readonly nanosecondsPerCall: number;
}

async function compareEcho(): Promise<Row[]> {
  const plain: number[] = [];
  const driven: Echoed[] = [];
  for (let round = 0; round < 3; round++) {
    plain.push(await echoWithDeno());
    driven.push(...await echoThroughDriver());
  }
  if (driven.length < plain.length) return [];
  const ratio = median(driven.map(({ messagesPerSecond }, round) => messagesPerSecond / plain[round]!));
  const perSecond = median(driven.map(({ messagesPerSecond }) => messagesPerSecond));
  const perCall = median(driven.map(({ nanosecondsPerCall }) => nanosecondsPerCall)) / 1_000;
  return [{
    promise: "epoll-echo on the real kernel against a Deno.listen echo, 100 connections",
    measured: `${ratio.toFixed(2)} of its messages (${perSecond.toFixed(0)} a second, ${
      perCall.toFixed(1)
    } µs a system call)`,
    bound: "at least 0.1",
    kept: ratio >= 0.1,
  }];
}

/** The lab's own sandbox, driver and solution. Empty where there is no real kernel. */
async function echoThroughDriver(): Promise<Echoed[]> {
  const root = new URL("../../", import.meta.url);
  const runner = await openRunner({ harness: await buildHarness(new URL(".cache", root).pathname), concurrency: 1 });
  try {
    const job = {
      runId: crypto.randomUUID(),
      queueKey: "bench",
      code: await Deno.readTextFile(new URL("labs/epoll-echo/solution.ts", root)),
      drive: await Deno.readTextFile(new URL("echo_drive.js", import.meta.url)),
      entry: "drive",
      safePoints: false,
      assemblyScript: false,
      realKernel: true,
      calls: [{ call: 1, input: { connections: CONNECTIONS, messages: MESSAGES, bytes: MESSAGE_BYTES } }],
      limits: limitsOf({ realKernel: true, limits: { cpuSeconds: 60, wallMs: 120_000 } }),
    } as const;
    const seen: Echoed[] = [];
    for await (const event of runner.run(job)) {
      if (event.type !== "frame" || event.frame.kind !== "observation") continue;
      if (typeof event.frame.value === "object") seen.push(event.frame.value as unknown as Echoed);
    }
    return seen;
  } finally {
    await runner.close();
  }
}

/** The same work with Deno's own sockets: as many connections of the same kind, each sending when its echo is back. */
async function echoWithDeno(): Promise<number> {
  const folder = await Deno.makeTempDir();
  const address = { transport: "unix", path: `${folder}/echo` } as const;
  const listener = Deno.listen(address);
  const serving = (async () => {
    const open: Promise<void>[] = [];
    for await (const connection of listener) open.push(echo(connection));
    await Promise.all(open);
  })();
  const turns = MESSAGES / CONNECTIONS;
  const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => Deno.connect(address)));
  const startedAt = performance.now();
  await Promise.all(connections.map((connection) => exchange(connection, turns)));
  const ms = performance.now() - startedAt;
  for (const connection of connections) connection.close();
  listener.close();
  await serving;
  await Deno.remove(folder, { recursive: true });
  return MESSAGES / ms * 1e3;
}

async function exchange(connection: Deno.Conn, turns: number): Promise<void> {
  const message = new Uint8Array(MESSAGE_BYTES);
  for (let turn = 0; turn < turns; turn++) {
    await connection.write(message);
    await connection.read(message);
  }
}

async function echo(connection: Deno.Conn): Promise<void> {
  using _closed = connection;
  const buffer = new Uint8Array(16_384);
  for (let count = await connection.read(buffer); count !== null; count = await connection.read(buffer)) {
    for (let start = 0; start < count;) start += await connection.write(buffer.subarray(start, count));
  }
}
