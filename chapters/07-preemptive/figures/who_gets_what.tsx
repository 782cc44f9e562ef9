import { shareGraph } from "../../../components/drawing/share_graph.tsx";
import { sharesAt } from "../shares.ts";

const SLICES_MS = [2, 5, 10, 20, 50, 100, 200, 500] as const;

/** Eight runs on this machine: what each of three tasks had got of the thread when 400 ms were over. */
export async function draw(): Promise<string> {
  const runs: ReadonlyMap<string, number>[] = [];
  for (const sliceMs of SLICES_MS) runs.push(await sharesAt(sliceMs));
  const names = [...runs[0]!.keys()];
  return shareGraph({
    slicesMs: SLICES_MS,
    tasks: names.map((name) => ({ name, shares: runs.map((run) => run.get(name)!) })),
  });
}
