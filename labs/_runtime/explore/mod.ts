/**
 * Every schedule of a small program, and what comes of each.
 * @module
 */
export { type Bounds, explore, type Outcome, type Program, type Steps } from "./explore.ts";
