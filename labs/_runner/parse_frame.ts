/** Reads one frame. The text comes from a stranger's process: whatever has not exactly a frame's shape is none. */
import type { Frame, Json } from "./protocol.ts";
import type { Trace } from "../_runtime/trace/trace.ts";

/** Returns the frame, or `null` when `text` is not one. Fields that a frame does not have are left behind. */
export function parseFrame(text: string): Frame | null {
  const value = parseJson(text);
  if (!isRecord(value)) return null;
  const { kind, call, message, stack, trace } = value;
  switch (kind) {
    case "ready":
    case "loaded":
    case "finished":
      return { kind };
    case "did-not-compile":
      return typeof message === "string" ? { kind, message } : null;
    case "call-started":
      return isCall(call) ? { kind, call } : null;
    case "observation":
      if (!isCall(call) || value.value === undefined || !isTraceOrNull(trace)) return null;
      return { kind, call, value: value.value, trace };
    case "threw":
      if (!isCallOrNull(call) || !isTraceOrNull(trace)) return null;
      return typeof message === "string" && typeof stack === "string" ? { kind, call, message, stack, trace } : null;
    case "stalled":
      return isCallOrNull(call) && isTraceOrNull(trace) ? { kind, call, trace } : null;
    default:
      return null;
  }
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

type JsonRecord = { readonly [key: string]: Json | undefined };

function isRecord(value: Json | undefined): value is JsonRecord & Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCall(value: Json | undefined): value is number {
  return Number.isSafeInteger(value);
}

function isCallOrNull(value: Json | undefined): value is number | null {
  return value === null || isCall(value);
}

/** The outline of a trace: its events are for drawing only, and drawing skips what it does not know. */
function isTraceOrNull(value: Json | undefined): value is (Json & Trace) | null {
  if (value === null) return true;
  if (!isRecord(value) || value.version !== 1 || typeof value.truncated !== "boolean") return false;
  return (value.clock === "virtual" || value.clock === "monotonic") && Array.isArray(value.events) &&
    value.events.every((event) => isRecord(event) && typeof event.kind === "string" && typeof event.atNs === "number");
}
