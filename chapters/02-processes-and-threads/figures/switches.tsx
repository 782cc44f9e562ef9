import { lineGraph } from "../../../components/drawing/line_graph.tsx";
import { oneThread, type Server, threadPerConnection, usageOf } from "../two_servers.ts";

const CLIENTS = [10, 30, 100, 300, 1_000] as const;

async function switchesOf(server: Server): Promise<(readonly [number, number])[]> {
  const points: (readonly [number, number])[] = [];
  for (const clients of CLIENTS) {
    const { switches, requests } = await usageOf(server, clients);
    points.push([clients, switches / requests]);
  }
  return points;
}

/** Switches a request on both servers, counted in the model kernel. */
export async function draw(): Promise<string> {
  return lineGraph({
    x: {
      from: 10,
      to: 1_000,
      scale: "logarithmic",
      ticks: [10, 100, 1_000],
      words: (clients) => clients.toLocaleString("en"),
      title: "clients",
    },
    y: {
      from: 0,
      to: 1.6,
      scale: "linear",
      ticks: [0, 0.5, 1, 1.5],
      words: (switches) => switches.toFixed(1),
      title: "switches a request",
    },
    lines: [
      { name: "a thread for each connection", points: await switchesOf(threadPerConnection) },
      { name: "one thread and epoll", points: await switchesOf(oneThread) },
    ],
  });
}
