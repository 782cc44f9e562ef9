import { byCompletion, byReadiness, END_MS, type Heard } from "../lent_buffers.ts";
import { bars } from "./bars.tsx";

/** Who holds which buffer while three scanners speak now and then, through epoll above and through a ring below. */
export function draw(): string {
  const lanesOf = ({ buffers, holdings }: Heard) =>
    Array.from({ length: buffers }, (_, buffer) => ({
      name: `buffer ${buffer + 1}`,
      bars: holdings.filter((holding) => holding.buffer === buffer).map(({ fromMs, toMs, holder }) => (
        { from: fromMs, to: toMs, filled: holder === "program" }
      )),
    }));
  const [readiness, completion] = [byReadiness(), byCompletion()];
  return bars({
    groups: [
      { heading: `readiness: ${readiness.systemCalls} system calls`, lanes: lanesOf(readiness) },
      { heading: `completion: ${completion.systemCalls} system calls`, lanes: lanesOf(completion) },
    ],
    to: END_MS,
    ticks: [0, 40, 80, 120],
    words: (ms) => ms === 0 ? "0" : `${ms} ms`,
    key: { filled: "the program's", light: "the kernel's" },
  });
}
