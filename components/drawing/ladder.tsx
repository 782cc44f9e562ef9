/** A ladder for pages that are not alive: `ladder_svg.tsx` draws it. */
import { renderToString } from "preact-render-to-string";
import { Ladder, type LadderScale, type Rung } from "./ladder_svg.tsx";

export type { LadderScale, Rung };

/** The ladder as an SVG string, smallest rung first. The values must have logarithms. */
export function ladder(rungs: readonly Rung[], scale: LadderScale): string {
  return renderToString(<Ladder rungs={rungs} scale={scale} />);
}
