import { turns } from "../port.ts";
import { bars } from "./bars.tsx";

/** Who has a packet and when, at a port that lets two of four threads run. */
export async function draw(): Promise<string> {
  const done = await turns(2);
  return bars({
    groups: [{
      heading: "four threads, two may run",
      lanes: [0, 1, 2, 3].map((thread) => ({
        name: `thread ${thread + 1}`,
        bars: done.filter((turn) => turn.thread === thread).map(({ does, fromMs, toMs }) => (
          { from: fromMs, to: toMs, filled: does === "runs" }
        )),
      })),
    }],
    to: 60,
    ticks: [0, 20, 40, 60],
    words: (ms) => ms === 0 ? "0" : `${ms} ms`,
    key: { filled: "runs", light: "waits elsewhere" },
    areStates: true,
  });
}
