/**
 * Safe points: where a plain function may be stopped, and how.
 *
 * The compiler that puts them there is not behind this door, since it brings a parser along: `compile_safe_points.ts`.
 *
 * @module
 */
export { look, placeOf, type Site, siteAt, STRIDE, turns, type Watch, watchSafePoints } from "./safe_point.ts";
export { park, type Rest, takeUp } from "./sprint.ts";
export { type Twin, twin, twinOf } from "./twin.ts";
