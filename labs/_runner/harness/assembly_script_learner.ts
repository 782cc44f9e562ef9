/** A compiled AssemblyScript file as the drive gets it, and its errors in words that name the learner's lines. */
import { decode } from "@jridgewell/sourcemap-codec";
import type { AssemblyScriptLearner } from "../lab.ts";
import { describeThrown, type ThrownError } from "./learner_error.ts";

/** What the compiler wrote. */
export interface Assembled {
  readonly wasm: Uint8Array<ArrayBuffer>;
  readonly sourceMap: string;
}

/** AssemblyScript's `trace` takes up to five numbers. */
type Trace = (text: number, count: number, ...values: number[]) => void;

/** What the drive gets. */
export function assemblyScriptLearner({ wasm }: Assembled): AssemblyScriptLearner {
  return {
    wasm,
    env: (memory) => {
      const text = (pointer: number) => textAt(memory(), pointer);
      const print = (pointer: number) => console.log(text(pointer));
      const trace: Trace = (pointer, count, ...values) => console.log(text(pointer), ...values.slice(0, count));
      return { abort, trace, "console.log": print, "console.warn": print, "console.error": print };

      function abort(message: number): never {
        throw new Error(message === 0 ? "the program gave up" : text(message));
      }
    },
  };
}

/** A string of AssemblyScript's: UTF-16, its length in bytes before it. A program can write any number there. */
function textAt({ buffer }: WebAssembly.Memory, pointer: number): string {
  if (pointer < 4 || pointer > buffer.byteLength) return "";
  const byteLength = new DataView(buffer).getUint32(pointer - 4, true);
  return new TextDecoder("utf-16le").decode(new Uint8Array(buffer).subarray(pointer, pointer + byteLength));
}

/** A frame of Wasm code, as V8 writes it: `at lab/total (wasm://wasm/96e002be:wasm-function[0]:0x1dd)`. */
const FRAME = /at (?:(\S+) \()?wasm:\/\/[^\s()]*:(0x[0-9a-f]+)\)?$/gm;

/** What went wrong and where in `lab.ts`. The code itself is nowhere to be seen: a reader knows no byte of it. */
export function describeTrap(thrown: unknown, { sourceMap }: Assembled): ThrownError {
  const { message } = describeThrown(thrown, "lab.ts");
  if (!(thrown instanceof Error)) return { message, stack: "" };
  if (thrown instanceof WebAssembly.LinkError) return { message: missingImport(message), stack: "" };
  // Whoever runs stacks wraps what was thrown on one of them.
  const trap = thrown.cause instanceof Error ? thrown.cause : thrown;
  // A full stack is noticed at the entry of a function, before its first line: the line is that of the call.
  const frames = [...String(trap.stack).matchAll(FRAME)].slice(trap instanceof RangeError ? 1 : 0);
  const inLibrary = frames[0]?.[1]?.startsWith("~lib/rt/") ?? false;
  return {
    message: `${message}${thrown === trap ? explained(trap, inLibrary) : ""}`,
    stack: framesInSource(frames, sourceMap).join("\n"),
  };
}

function explained(trap: Error, inLibrary: boolean): string {
  if (trap instanceof RangeError) return " (a function calls itself too often, or for ever)";
  if (!(trap instanceof WebAssembly.RuntimeError)) return "";
  switch (trap.message) {
    case "unreachable":
      return inLibrary
        ? " (the memory is full, and nothing that was allocated is given back)"
        : " (the program came where it says that it never comes)";
    case "memory access out of bounds":
      return " (it read or wrote at an address beyond its memory)";
    default:
      return "";
  }
}

/** V8 says `Import #1 "lab" "weigh": function import requires a callable`. */
function missingImport(message: string): string {
  const [, , name] = /"([^"]*)" "([^"]*)"/.exec(message) ?? [];
  return name === undefined ? message : `TypeError: the file asks for \`${name}\`, which this lab does not offer`;
}

/** The frames of the learner's functions, one a line. */
function framesInSource(frames: readonly RegExpExecArray[], sourceMap: string): string[] {
  const { sources, mappings }: { sources: readonly string[]; mappings: string } = JSON.parse(sourceMap);
  const source = sources.indexOf("lab.ts");
  // All of a module is one line, whose columns are its bytes. What of the library stands in a function came by inlining.
  const segments = (decode(mappings)[0] ?? []).filter((segment) => segment.length > 1 && segment[1] === source);
  return frames.flatMap(([, name = "", offset]) => {
    if (!name.startsWith("lab/")) return [];
    const [, , line = 0, column = 0] = segments.findLast(([byte]) => byte <= Number(offset)) ?? [];
    return [`    at ${name.slice("lab/".length)} (lab.ts:${line + 1}:${column + 1})`];
  });
}
