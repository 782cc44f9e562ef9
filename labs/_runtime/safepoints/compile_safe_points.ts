/**
 * The safe-point compiler: JavaScript in, JavaScript out, in which functions that can run for long have twins.
 *
 * What it does is said in `compile_plan.ts` (which functions), `compile_copy.ts` (what their copies look like),
 * `compile_loops.ts` (where they look) and `compile_sprint.ts` (the fast ones). Code at the top of a module, and calls through
 * values (callbacks, methods), run as they always did: no safe point there.
 *
 * What it leaves out. It sees one module: calls of imported functions are plain.
 *
 * How the real one differs. Go's compiler did this on its own intermediate code, where a loop is a back edge of a graph and
 * a safe point one compare and branch (cmd/compile/internal/ssa/loopreschedchecks.go).
 */
import { parse, type Program, type Token } from "acorn";
import { type Job, placeOfNode, print } from "./compile_copy.ts";
import { type Names, resolveNames } from "./compile_names.ts";
import { planTwins } from "./compile_plan.ts";
import { canSprint } from "./compile_sprint.ts";
import { importLine, wordsFor } from "./compile_stops.ts";
import { printPieces, type SourceMap } from "./compile_text.ts";
import { type Node, within } from "./compile_tree.ts";

/** What became of one function. */
export interface FunctionReport {
  readonly name: string;
  readonly line: number;
  readonly column: number;
  /** `twin`: it can be preempted. `plain`: it was left as it is. */
  readonly kind: "twin" | "plain";
  readonly why: string;
}

/** A module with safe points. */
export interface Compiled {
  readonly code: string;
  readonly map: SourceMap;
  /** Functions with twins, and those that cannot have one, in source order. Bounded functions are not listed. */
  readonly report: readonly FunctionReport[];
}

/** A syntax error where the parser found it. */
interface ParseError extends SyntaxError {
  readonly loc: { readonly line: number; readonly column: number };
}

/**
 * Compiles a module. The result imports `@interleave/safepoints`.
 *
 * Throws `SyntaxError` with line and column on what is no JavaScript, and on a direct `eval`, which sees names that only the
 * original has.
 */
export function compileSafePoints(
  javascript: string,
  { file = "module.js" }: { readonly file?: string } = {},
): Compiled {
  const tokens: Token[] = [];
  const program = parseModule(javascript, file, tokens);
  const names = resolveNames(program);
  refuseEval(program, names, file);
  const plan = planTwins(program, names);
  const identifiers = [...within(program)].flatMap((node) => node.type === "Identifier" ? [node.name] : []);
  const words = wordsFor(identifiers);
  const startsOf = (label: string) => tokens.filter(({ type }) => type.label === label).map(({ start }) => start);
  const draft: Job = {
    source: javascript,
    opens: startsOf("("),
    closes: startsOf(")"),
    names,
    plan,
    words,
    sprints: new Set(),
  };
  const job: Job = { ...draft, sprints: new Set([...plan.twins.keys()].filter((fn) => canSprint(draft, fn))) };
  const pieces = [importLine(words), ...print(job, program, { kind: "plain" })];
  const twins = [...plan.twins].map(([fn, { candidate, why }]) => ({
    fn,
    name: candidate.name,
    kind: "twin" as const,
    why,
  }));
  const left = plan.leftPlain.map((entry) => ({ ...entry, kind: "plain" as const }));
  const report = [...twins, ...left].sort((a, b) => a.fn.start - b.fn.start)
    .map(({ fn, name, kind, why }) => ({ name, ...placeOfNode(fn), kind, why }));
  return { ...printPieces(pieces, { source: javascript, wordStarts: tokens.map(({ start }) => start), file }), report };
}

function parseModule(source: string, file: string, tokens: Token[]): Program {
  try {
    return parse(source, {
      ecmaVersion: "latest",
      sourceType: "module",
      locations: true,
      onToken: tokens,
    });
  } catch (error) {
    if (!isParseError(error)) throw error;
    const reason = error.message.replace(/ \(\d+:\d+\)$/, "");
    throw refusal(file, { line: error.loc.line, column: error.loc.column + 1 }, reason, error);
  }
}

function isParseError(error: unknown): error is ParseError {
  return error instanceof SyntaxError && "loc" in error;
}

function refuseEval(program: Node, names: Names, file: string): void {
  for (const node of within(program)) {
    if (node.type !== "CallExpression" || node.callee.type !== "Identifier" || node.callee.name !== "eval") continue;
    if (names.bindingOf(node.callee) !== null) continue;
    const reason = "a direct eval sees names that only the original has. Write (0, eval)(…), or do without";
    throw refusal(file, placeOfNode(node), reason);
  }
}

function refusal(file: string, { line, column }: { line: number; column: number }, reason: string, cause?: unknown) {
  return new SyntaxError(`${file}:${line}:${column}: ${reason}`, { cause });
}
