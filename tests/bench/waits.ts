/** What chapter 3 says of waits, by its own measurement: select and poll grow with the number of descriptors, epoll does not. */
import { WAYS } from "../../chapters/03-readiness/idle_connections.ts";
import { slopeNs, waitCosts } from "../../chapters/03-readiness/wait_costs.ts";
import type { Row } from "./table.ts";

const FLAT_NS = 1;

/** A row for each way to wait; none where there is no Linux to ask. */
export function measureWaits(): Promise<Row[]> {
  const costs = waitCosts() ?? [];
  const rows = WAYS.flatMap((way): Row[] => {
    const own = costs.filter((cost) => cost.way === way);
    if (own.length < 2) return [];
    const slope = slopeNs(own);
    const points = own.map(({ n, ns }) => `${n}: ${(ns / 1e3).toFixed(1)}`);
    return [{
      promise: `one wait by ${way}, µs at n descriptors`,
      measured: `${points.join(", ")}; ${slope.toFixed(1)} ns a descriptor`,
      bound: `${way === "epoll" ? "less" : "more"} than ${FLAT_NS} ns a descriptor`,
      kept: way === "epoll" ? slope < FLAT_NS : slope > FLAT_NS,
    }];
  });
  return Promise.resolve(rows);
}
