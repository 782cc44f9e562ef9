/**
 * The program that the book compares its models by: two reports that take turns, as threads, on stacks, as stackless
 * coroutines of three kinds, and as callbacks.
 *
 * @module
 */
import { asyncWay } from "./async_way.ts";
import { callbackWay } from "./callback_way.ts";
import { classWay } from "./class_way.ts";
import { generatorWay } from "./generator_way.ts";
import { stackWay } from "./stack_way.ts";
import type { Way } from "./way.ts";

export { type CostOptions, nsPerSwitch, ROUND_MS, ROUNDS } from "./cost_of_switch.ts";
export { offersStacks } from "./stack_way.ts";
export { offersThreads, reportOnThread, type ThreadOrder, threadWay } from "./thread_way.ts";
export type { Begun, TakeTurns, Totals, Way, WayName } from "./way.ts";

/** The ways that need one thread. */
export const ONE_THREAD: readonly Way[] = [stackWay, asyncWay, generatorWay, classWay, callbackWay];
