/**
 * Stacks: plain recursive Wasm code, suspended from any depth and resumed by a scheduler.
 *
 * @module
 */
export { jspi, offersJspi } from "./jspi.ts";
export type { Entry, Mechanism, MechanismOptions, Stop, SuspendedStack } from "./mechanism.ts";
export type { BlockedCall, Stack } from "./stack.ts";
export { StackFailed } from "./stack_failed.ts";
export { offersStackSwitching, stackSwitching } from "./stack_switching.ts";
export { type Answer, createStacks, type SpawnStackOptions, type Stacks, type StacksOptions } from "./stacks.ts";
export type { UnstampedEvent, WaitReason } from "../trace/mod.ts";
export type { TaskState } from "../scheduler/mod.ts";
