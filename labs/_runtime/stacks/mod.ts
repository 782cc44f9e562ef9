/**
 * Stacks: plain recursive Wasm code, suspended from any depth and resumed by a scheduler.
 *
 * @module
 */
export {
  COUNT_TURNS,
  deepAsync,
  deepClass,
  type DeepCoroutine,
  deepGenerator,
  type DeepOptions,
  type Resumable,
  type TakingTurns,
} from "./deep_coroutine.ts";
export type { Answer } from "./answer.ts";
export { deepJspi, deepSwitched } from "./deep_stacks.ts";
export { jspi, offersJspi } from "./jspi.ts";
export type { Entry, Mechanism, MechanismOptions, Stop, SuspendedStack } from "./mechanism.ts";
export type { BlockedCall, Stack } from "./stack.ts";
export { StackFailed } from "./stack_failed.ts";
export { offersStackSwitching, type StackSwitching, stackSwitching } from "./stack_switching.ts";
export { createStacks, type SpawnStackOptions, type Stacks, type StacksOptions } from "./stacks.ts";
export type { StackNumbers, Switch, SwitchedStack, SwitchedStackOptions } from "./switched_stack.ts";
export { type TurnCostOptions, turnNs } from "./turn_cost.ts";
export type { UnstampedEvent, WaitReason } from "../trace/mod.ts";
export type { TaskState } from "../scheduler/mod.ts";
