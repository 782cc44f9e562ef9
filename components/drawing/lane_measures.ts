/** The measures of a lane, in pixels from its top: a name in words, and what it does below that. */

/** Where things are in a lane. */
export interface LaneMeasures {
  readonly height: number;
  readonly nameBaseline: number;
  readonly barTop: number;
  readonly barHeight: number;
}

const ROOMY: LaneMeasures = { height: 46, nameBaseline: 14, barTop: 20, barHeight: 18 };
const CLOSE: LaneMeasures = { height: 36, nameBaseline: 11, barTop: 15, barHeight: 15 };

/** More lanes than this stand closer, so that twenty tasks are seen at once. */
const MOST_ROOMY = 12;

/** The measures for a drawing of so many lanes. */
export function laneMeasures(lanes: number): LaneMeasures {
  return lanes > MOST_ROOMY ? CLOSE : ROOMY;
}
