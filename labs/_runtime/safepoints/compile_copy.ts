/**
 * Prints a function's copies: the plain one, as it stands, and the generator with safe points.
 *
 * Printing goes down the tree and copies the source, except where a node is printed otherwise: loops get a safe point at
 * their head, calls that surely reach a twin are handed over to it, functions are followed by their copies or wrapped.
 */
import type { CallExpression, VariableDeclaration } from "acorn";
import type { Names } from "./compile_names.ts";
import type { Plan } from "./compile_plan.ts";
import { leavesStrips, printLoop } from "./compile_loops.ts";
import { printSprint } from "./compile_sprint.ts";
import { type Place, stopText, storeText, type Words } from "./compile_stops.ts";
import type { Piece } from "./compile_text.ts";
import { childrenOf, type FunctionNode, isApart, isFunction, isLoop, type Node } from "./compile_tree.ts";

/** What one compilation knows. */
export interface Job {
  readonly source: string;
  /** Where parentheses open and close: nodes do not say which are around them. */
  readonly opens: readonly number[];
  readonly closes: readonly number[];
  readonly names: Names;
  readonly plan: Plan;
  readonly words: Words;
  /** Functions that have a fast copy too. */
  readonly sprints: ReadonlySet<FunctionNode>;
}

/** `plain`: no safe points. `stops`: with them; `labels` are those of the loop that runs in strips, when one is around. */
export type Mode = { readonly kind: "plain" } | Stops;

/** See `Mode`. */
export interface Stops {
  readonly kind: "stops";
  readonly labels: ReadonlySet<string> | null;
}

const PLAIN: Mode = { kind: "plain" };
/** In a copy with safe points, outside of loops that run in strips. */
export const STOPS: Stops = { kind: "stops", labels: null };

/** Prints a node. */
export function print(job: Job, node: Node, mode: Mode): Piece[] {
  const pieces = printBare(job, node, mode);
  const open = mode.kind === "stops" && OPEN_ENDED.test(node.type) && job.source[node.end - 1] !== ";";
  return open ? [...pieces, ";"] : pieces;
}

/** Statements that may stand without their semicolon: what is printed after them may begin with a parenthesis. */
const OPEN_ENDED = /^(Expression|Return|Throw|Break|Continue)Statement$/;

function printBare(job: Job, node: Node, mode: Mode): Piece[] {
  if (isFunction(node)) return printFunction(job, node);
  if (node.type === "Program" || node.type === "BlockStatement" || node.type === "StaticBlock") {
    return printList(job, node, mode, "");
  }
  if (mode.kind === "plain") return splice(job, node, mode);
  if (isApart(node)) return splice(job, node, PLAIN);
  if (isLoop(node) || node.type === "LabeledStatement") return printLoop(job, node, mode);
  switch (node.type) {
    case "CallExpression":
      return printCall(job, node, mode);
    case "YieldExpression": {
      const fn = job.plan.twinDelegatedTo(node);
      const call = node.argument;
      if (fn === null || call?.type !== "CallExpression") return splice(job, node, mode);
      return [[node.start, call.start], ...printHandedOver(job, call, "twin", mode)];
    }
    case "ReturnStatement":
    case "BreakStatement":
    case "ContinueStatement":
      return leavesStrips(node, mode)
        ? [`{ ${storeText(job.words)} `, ...splice(job, node, mode), "; }"]
        : splice(job, node, mode);
    default:
      return splice(job, node, mode);
  }
}

/** The source from `start` to `end`, with those nodes of it that lie in between printed. */
export function splice(job: Job, node: Node, mode: Mode, start = node.start, end = node.end): Piece[] {
  const pieces: Piece[] = [];
  let at = start;
  for (const child of childrenOf(node)) {
    // A shorthand `{ name }` is two nodes in one place.
    if (child.start < at || child.end > end) continue;
    pieces.push([at, child.start], ...print(job, child, mode));
    at = child.end;
  }
  pieces.push([at, end]);
  return pieces;
}

function printFunction(job: Job, fn: FunctionNode): Piece[] {
  const plain = splice(job, fn, PLAIN);
  const decided = job.plan.twins.get(fn);
  if (decided === undefined) return plain;
  const { binding, placeName } = decided.candidate;
  if (fn.type === "FunctionDeclaration") return [...plain, " ", ...printCopies(job, fn)];
  if (binding !== null) return plain;
  const name = placeName === undefined ? "" : `, ${JSON.stringify(placeName)}`;
  return [`${job.words.twin}(`, ...plain, ", ", ...printTwin(job, fn, ""), `${name})`];
}

/** The copies that a named function is followed by. */
function printCopies(job: Job, fn: FunctionNode): Piece[] {
  const { name } = job.plan.twins.get(fn)!.candidate;
  return job.sprints.has(fn) ? printSprint(job, fn, name) : printTwin(job, fn, `${name}${job.words.mark}twin`);
}

function printTwin(job: Job, fn: FunctionNode, name: string): Piece[] {
  const { words } = job;
  const entry = stopText(words, placeOfNode(fn), 1);
  return [
    `function* ${name}(`,
    ...printParameters(job, fn),
    ") ",
    ...printBody(job, fn, `let ${words.result};${entry}`),
  ];
}

/** What stands between a function's parentheses. */
export function printParameters(job: Job, fn: FunctionNode): Piece[] {
  const first = fn.params[0];
  if (first === undefined) return [];
  // `x => …`: no parentheses.
  if (job.source.slice(fn.start, first.start).trim() === "") return [[first.start, first.end]];
  const open = job.opens.findLast((at) => at < first.start)!;
  const close = job.closes.findLast((at) => at < fn.body.start)!;
  return splice(job, fn, PLAIN, open + 1, close);
}

function printBody(job: Job, fn: FunctionNode, prologue: string): Piece[] {
  if (fn.body.type === "BlockStatement") return printList(job, fn.body, STOPS, prologue);
  return [`{ ${prologue} return (`, ...print(job, fn.body, STOPS), "); }"];
}

/** A list of statements: declared functions are noted as twins before the first, functions in variables after theirs. */
export function printList(job: Job, node: Node & { body: Node[] }, mode: Mode, prologue: string): Piece[] {
  const directives = node.body.filter((statement) => "directive" in statement && statement.directive !== undefined);
  const top = directives.at(-1)?.end ??
    (node.type === "Program" ? node.start : job.source.indexOf("{", node.start) + 1);
  const noted = node.body.map((statement) => noteText(job, declarationIn(statement))).join("");
  const pieces: Piece[] = [[node.start, top]];
  if (directives.length > 0) pieces.push(";");
  pieces.push(node.type === "Program" ? noted : ` ${prologue}${noted}`);
  let at = top;
  for (const statement of node.body) {
    if (statement.end <= top) continue;
    pieces.push([at, statement.start], ...print(job, statement, mode));
    at = statement.end;
    const declaration = declarationIn(statement);
    if (declaration.type === "VariableDeclaration") {
      if (job.source[statement.end - 1] !== ";") pieces.push(";");
      pieces.push(...printVariableCopies(job, declaration));
    }
  }
  return [...pieces, [at, node.end]];
}

function declarationIn(statement: Node): Node {
  const exported = statement.type === "ExportNamedDeclaration" || statement.type === "ExportDefaultDeclaration";
  return exported && statement.declaration ? statement.declaration : statement;
}

function noteText({ plan, words }: Job, declaration: Node): string {
  if (declaration.type !== "FunctionDeclaration" || !declaration.id || !plan.twins.has(declaration)) return "";
  const { name } = declaration.id;
  return `${words.twin}(${name}, ${name}${words.mark}twin); `;
}

function printVariableCopies(job: Job, { declarations }: VariableDeclaration): Piece[] {
  const { plan, words } = job;
  const pieces: Piece[] = [];
  for (const { init } of declarations) {
    if (!init || !isFunction(init)) continue;
    const candidate = plan.twins.get(init)?.candidate;
    if (!candidate?.binding) continue;
    pieces.push(
      "; ",
      ...printCopies(job, init),
      ` ${words.twin}(${candidate.name}, ${candidate.name}${words.mark}twin);`,
    );
  }
  return pieces;
}

function printCall(job: Job, call: CallExpression, mode: Mode): Piece[] {
  const fn = job.plan.twinCalledBy(call);
  if (fn === null) return splice(job, call, mode);
  if (!job.sprints.has(fn)) return ["(yield* ", ...printHandedOver(job, call, "twin", mode), ")"];
  return orRest(job.words, printHandedOver(job, call, "fast", mode));
}

/** A call of one of the callee's copies. */
export function printHandedOver(job: Job, call: CallExpression, copy: "twin" | "fast", mode: Mode): Piece[] {
  const open = job.opens.find((at) => at >= call.callee.end)!;
  const given = splice(job, call, mode, open + 1, call.end - 1);
  return [[call.callee.start, call.callee.end], `${job.words.mark}${copy}(`, ...given, ")"];
}

/** Line and column, from 1. */
export function placeOfNode(node: Node): Place {
  const { line, column } = node.loc!.start;
  return { line, column: column + 1 };
}

/** A fast copy's call in a generator: its result, or what the rest of its work returns when it has parked that. */
export function orRest({ result, turns, takeUp }: Words, call: readonly Piece[]): Piece[] {
  return [`((${result} = `, ...call, `) === undefined && ${turns}[1] === 1 ? yield* ${takeUp}() : ${result})`];
}
