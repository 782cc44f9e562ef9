/** The learner's AssemblyScript → WebAssembly, inside the sandbox. Only runs that need it load this: it is 15 MB. */
import asc from "assemblyscript/asc";
import type { AssemblyScriptLearner } from "../lab.ts";
import { assemblyScriptLearner, describeTrap } from "./assembly_script_learner.ts";
import type { ThrownError } from "./learner_error.ts";

/** A module, or why there is none, as the loader would word it: `line 3, column 5: …`. */
export type CompiledModule =
  | {
    readonly learner: AssemblyScriptLearner;
    /** What the learner hears of an error that came out of the module. */
    readonly describe: (thrown: unknown) => ThrownError;
    readonly refusal?: undefined;
  }
  | { readonly refusal: string };

/** An error that the compiler reports. */
type Diagnostic = Parameters<NonNullable<asc.APIOptions["reportDiagnostic"]>>[0];

const SOURCE = "lab.ts";
const MODULE = "lab.wasm";
/** Of the compiler's categories: what keeps it from making a module. */
const ERROR = 3;

const OPTIONS = [
  // Memory that is never given back: a collector keeps its roots on a stack of its own, which suspended calls would mix up.
  ...["--runtime", "stub"],
  // 64 MiB, in pages.
  ...["--maximumMemory", "1024"],
  // Not optimized: frames and lines are those of the file. These are for the lines of traps, and for functions' names.
  ...["--sourceMap", "--debug"],
];

/** Compiles a learner's file. What it declares without a body becomes an import of the module `lab`. */
export async function compileAssemblyScript(code: string): Promise<CompiledModule> {
  const written = new Map<string, string | Uint8Array>();
  const errors: Diagnostic[] = [];
  const { error } = await asc.main([SOURCE, "--outFile", MODULE, ...OPTIONS], {
    readFile: (name) => (name === SOURCE ? code : null),
    writeFile: (name, contents) => void written.set(name, contents),
    listFiles: () => [],
    stdout: NOWHERE,
    stderr: NOWHERE,
    reportDiagnostic: (diagnostic) => {
      if (diagnostic.category === ERROR) errors.push(diagnostic);
    },
  }).catch((error: Error) => ({ error }));
  const wasm = written.get(MODULE);
  if (error === null && wasm instanceof Uint8Array) {
    const assembled = { wasm: new Uint8Array(wasm), sourceMap: String(written.get(`${MODULE}.map`)) };
    return { learner: assemblyScriptLearner(assembled), describe: (thrown) => describeTrap(thrown, assembled) };
  }
  const placed = errors.find((one) => rangeInSource(one) !== null) ?? errors[0];
  return { refusal: placed === undefined ? gaveUp(error) : refusalOf(placed, code) };
}

const NOWHERE = { write() {} };

/** Where in the learner's file the error is; what goes wrong in the library has its cause there, too. */
function rangeInSource({ range, relatedRange }: Diagnostic): { readonly start: number } | null {
  return [range, relatedRange].find((one) => one?.source.normalizedPath === SOURCE) ?? null;
}

function refusalOf(diagnostic: Diagnostic, code: string): string {
  const range = rangeInSource(diagnostic);
  if (range === null) return diagnostic.message;
  const before = code.slice(0, range.start).split("\n");
  return `line ${before.length}, column ${before.at(-1)!.length + 1}: ${diagnostic.message}`;
}

/** The compiler broke: a stack overflow on brackets in brackets, or an assertion of its own. */
function gaveUp(error: Error | null): string {
  if (error instanceof RangeError) return "it is nested too deeply: the compiler ran out of stack";
  return `the compiler gave up on it (${error?.message.split("\n", 1)[0] ?? "it wrote no module"})`;
}
