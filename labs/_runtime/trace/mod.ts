/**
 * Traces: what happened in a run, how it is recorded, and how it goes to other tools.
 *
 * @module
 */
export type {
  At,
  KernelEvent,
  MachineEvent,
  MachineRegion,
  MachineWord,
  MovedWords,
  OfTask,
  SourcePosition,
  Trace,
  TraceEvent,
  WaitReason,
} from "./trace.ts";
export { createRecorder, type Recorder, type RecorderOptions, type UnstampedEvent } from "./recorder.ts";
export type { ChromeEntry, ChromeEvent } from "./chrome_event.ts";
export { type ChromeTrace, toChromeTrace } from "./chrome_trace.ts";
