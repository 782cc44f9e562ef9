import { askedPerMessage, WAYS } from "../idle_connections.ts";
import { logGraph } from "./log_graph.tsx";

/** Descriptors that the model asks for one message, counted in runs with 10 to 10,000 of them. */
export function draw(): string {
  return logGraph({
    up: "descriptors asked for each message",
    right: "descriptors watched",
    label: (value) => value.toLocaleString("en"),
    lines: WAYS.map((name) => ({
      name,
      points: [10, 30, 100, 300, 1_000, 3_000, 10_000].flatMap((x) => {
        const y = askedPerMessage(name, x);
        return y === null ? [] : [{ x, y }];
      }),
    })),
  });
}
