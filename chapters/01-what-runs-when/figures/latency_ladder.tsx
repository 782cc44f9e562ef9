import { type LadderRung, latencyLadder } from "../../../components/drawing/latency_ladder.tsx";
import { climb, median, type Rung } from "../climb_the_ladder.ts";

const US = 1e3;
const MS = 1e6;
const SECOND = 1e9;

/** What is not measured here. The reference machine is the small cloud VM on which the book's own figures were taken. */
const QUOTED: readonly LadderRung[] = [
  { name: "switch stacks by hand, six registers", ns: 8.6, source: "reference machine" },
  { name: "enter the kernel and return", ns: 133, source: "reference machine" },
  { name: "hand over between two threads, one core", ns: 2.3 * US, source: "reference machine" },
  { name: "create and join a thread", ns: 21 * US, source: "reference machine" },
  { name: "fork a small process and wait for it", ns: 168 * US, source: "reference machine" },
  { name: "Linux timer tick at the default HZ", ns: 4 * MS, source: "kernel/Kconfig.hz" },
  { name: "Kafka consumer session timeout", ns: 45 * SECOND, source: "Kafka ConsumerConfig" },
];

/** Rungs that wait for something outside the program. */
async function climbOutside(): Promise<Rung[]> {
  const file = new URL(import.meta.url);
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, () => new Response("tomorrow"));
  const eta = `http://127.0.0.1:${server.addr.port}/eta`;
  return [
    { name: "read a small file", ns: await median(200, () => Deno.readTextFile(file)) },
    { name: "HTTP request to the same machine", ns: await median(200, async () => await (await fetch(eta)).text()) },
  ];
}

/** Quoted and measured rungs on one ladder. */
export async function draw(): Promise<string> {
  const measured = [...await climb(), ...await climbOutside()].map((rung) => ({ ...rung, source: null }));
  return latencyLadder([...QUOTED, ...measured]);
}
