/**
 * What each way of waiting costs: measured by the server while the page was made, and by the reader's browser when asked.
 *
 * On the server it is complete to read. What measures is loaded when the reader asks for it.
 */
import { useReducer } from "preact/hooks";
import type { WayCost, WaysExhibit } from "../../chapters/_render/chapter.ts";
import { DURATIONS, SIZES } from "../drawing/ladder_scales.ts";
import { Ladder } from "../drawing/ladder_svg.tsx";
import { useAlive } from "./shared/use_alive.ts";
import { CostTable } from "./ways/cost_table.tsx";
import { notMeasured, reduceMeasuring, statusOf, valueOf } from "./ways/measuring.ts";

/** What was measured before, and how. */
export type WaysProps = Pick<WaysExhibit, "costs" | "quoted" | "engine" | "how">;

/** Two ladders, the same as a table, and a button that measures here. */
export default function Ways({ costs, quoted, engine, how }: WaysProps) {
  const [measuring, dispatch] = useReducer(reduceMeasuring, notMeasured);
  const alive = useAlive();
  const isDone = measuring.kind === "done";

  async function measure(): Promise<void> {
    dispatch({ type: "began" });
    try {
      const [{ measureSwitches }, { WAY_THREAD }] = await Promise.all([
        import("../../chapters/_render/ways/measure_switches.ts"),
        import("../../chapters/_render/ways/way_thread.ts"),
      ]);
      for await (const [name, cost] of measureSwitches(WAY_THREAD)) dispatch({ type: "measured", name, cost });
      dispatch({ type: "ended" });
    } catch (error) {
      dispatch({ type: "failed", why: error instanceof Error ? error.message : String(error) });
    }
  }

  const rungs = (value: (cost: WayCost) => number | null) =>
    costs.flatMap((cost) => {
      const found = value(cost);
      return found === null ? [] : [{ name: cost.title, value: found, source: null }];
    });
  const here = rungs(({ name }) => valueOf(measuring, name));
  const ns = isDone && here.length > 0 ? here : rungs((cost) => cost.ns);
  return (
    <div class="ways">
      <div class="ways-ladders">
        <div>
          <p class="ways-title">Bytes of one more task that waits</p>
          <div class="drawing" role="img" aria-label="A ladder of sizes; the table below has its values">
            <Ladder rungs={[...rungs((cost) => cost.bytes), ...quoted.bytes]} scale={SIZES} />
          </div>
          <p class="ways-where">{`${engine}, while this page was made`}</p>
        </div>
        <div>
          <p class="ways-title">Time of one switch from task to task</p>
          <div class="drawing" role="img" aria-label="A ladder of times; the table below has its values">
            <Ladder rungs={[...ns, ...quoted.ns]} scale={DURATIONS} />
          </div>
          <p class="ways-where">{isDone ? "This browser, just now" : `${engine}, while this page was made`}</p>
        </div>
      </div>
      <CostTable costs={costs} engine={engine} measuring={measuring} />
      <p class="ways-how">{how}</p>
      <div class="ways-measure">
        <button
          type="button"
          class="button-main"
          disabled={!alive || measuring.kind === "under-way"}
          onClick={() => void measure()}
        >
          {isDone ? "Measure again" : "Measure in this browser"}
        </button>
        <p role="status">{statusOf(measuring, costs)}</p>
        <noscript>Measuring in your browser takes JavaScript; the numbers above are the server’s.</noscript>
      </div>
    </div>
  );
}
