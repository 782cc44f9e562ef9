/** What the ladders show, as a table, and how each number was got. */
import type { WayCost } from "../../../chapters/_render/chapter.ts";
import { sizeWords } from "../../drawing/ladder_scales.ts";
import { durationWords } from "../../drawing/time_scale.ts";
import type { Measuring } from "./measuring.ts";

interface CostTableProps {
  readonly costs: readonly WayCost[];
  readonly engine: string;
  readonly measuring: Measuring;
}

/** A row for each way. */
export function CostTable({ costs, engine, measuring }: CostTableProps) {
  return (
    <div class="ways-table" tabIndex={0} role="group" aria-label="What each way costs">
      <table>
        <thead>
          <tr>
            <th scope="col">Way of waiting</th>
            <th scope="col">Bytes while it waits</th>
            <th scope="col">A switch, {engine}</th>
            <th scope="col">A switch, this browser</th>
          </tr>
        </thead>
        <tbody>
          {costs.map(({ name, title, bytes, memory, ns }) => (
            <tr key={name}>
              <th scope="row">{title}</th>
              <td>
                {bytes === null ? "not there" : `${sizeWords(bytes)}${memory === "process" ? " of the process" : ""}`}
              </td>
              <td>{ns === null ? "not there" : durationWords(ns)}</td>
              <td>{hereWords(measuring, name)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function hereWords({ kind, costs }: Measuring, name: WayCost["name"]): string {
  const cost = costs.get(name);
  if (cost === undefined) return kind === "under-way" ? "…" : "–";
  return cost.kind === "measured" ? durationWords(cost.value) : cost.why;
}
