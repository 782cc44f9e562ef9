/**
 * Safe points: where a plain function may be stopped, and the compiler that puts them there.
 *
 * @module
 */
export { look, placeOf, type Site, siteAt, STRIDE, type Watch, watchSafePoints } from "./safe_point.ts";
export { type Twin, twin, twinOf } from "./twin.ts";
