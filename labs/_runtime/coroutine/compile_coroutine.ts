/**
 * The stackless compiler: from a generator function to a class with a resume method and a resume id. The class's fields are
 * the coroutine's frame, and hold only what is alive across a suspension.
 *
 *     function* countdown(n) {          class Countdown {
 *       while (n > 0) {                   resumeId = 0;
 *         yield n;                        n;
 *         n -= 1;                         resume(sent) {
 *       }                                   let at = this.resumeId; … switch (at) {
 *     }                                       case 1: n -= 1 … case 2: the head of the while …
 *
 * Four steps, a file each: find what each name means (`variables.ts`), take the function apart at its suspensions
 * (`flatten_statement.ts`, `flatten_expression.ts`, `flow.ts`), find what is alive there (`live_variables.ts`), and print
 * (`layout.ts`, `print_class.ts`).
 *
 * What it leaves out. `this`, `arguments`, `yield` in `for…in`, and a few more are refused by name (`parse_generator.ts`). A
 * coroutine that resumes itself while it runs looks ended, where V8 throws. Names from outside are taken to be constant.
 *
 * How the real ones differ. C++20 allocates the frame as raw memory with a resume and a destroy pointer in front of the
 * index; C# makes a struct with `MoveNext`; Rust an enum with a variant for each `await`; Kotlin a class with a `label`.
 * V8 keeps the interpreter's registers, all of them, and jumps by a suspend id.
 */
import type { FunctionDeclaration } from "acorn";
import { type Node, patternNames, within } from "../safepoints/compile_tree.ts";
import type { Block } from "./blocks.ts";
import { flattenStatement, leavingText, type StatementContext } from "./flatten_statement.ts";
import { Flow } from "./flow.ts";
import { flatStatements, jumpTargets } from "./jumps.ts";
import { layOut } from "./layout.ts";
import { type Alive, aliveAtStart } from "./live_variables.ts";
import { parseGenerator } from "./parse_generator.ts";
import { printClass } from "./print_class.ts";
import { SUPPORT_NAMES } from "./support_code.ts";
import { placeAt, UnsupportedError } from "./unsupported.ts";
import { resolveNames, type Variable } from "./variables.ts";

export { UnsupportedError };

/** Where a variable of the source went. */
export interface PlacedVariable {
  /** As the source calls it. */
  readonly name: string;
  /** Line of its declaration, from 1. */
  readonly line: number;
  /** Column of its declaration, from 1. */
  readonly column: number;
  /** The frame's field that holds it, or `null` when it is a local variable of one call of `resume`. */
  readonly field: string | null;
}

/** A place where the coroutine can be suspended. */
export interface Suspension {
  /** What `resumeId` is while it is suspended there. */
  readonly resumeId: number;
  /** Line of the source where it goes on; `null` at the beginning. */
  readonly line: number | null;
  /** Fields that are alive there; all others could be dropped. */
  readonly alive: readonly string[];
}

/** A compiled generator function. */
export interface CompiledCoroutine {
  /** JavaScript: a function of the source's name that makes the coroutine, its class, and what they need. */
  readonly code: string;
  /** The class's name. */
  readonly className: string;
  /** For each line of `code`, the line of the source that it comes from, if any. */
  readonly lines: readonly (number | null)[];
  /** Every variable that was in reach of a suspension. */
  readonly variables: readonly PlacedVariable[];
  /** In the order of their ids. */
  readonly suspensions: readonly Suspension[];
}

const TAKEN = [
  "resumeId",
  "next",
  "throw",
  "return",
  "resume",
  "constructor",
  "at",
  "how",
  "sent",
  "thrown",
  "yielded",
];

/** Compiles a source that is one generator function. Throws `UnsupportedError` with line and column on what it does not take. */
export function compileCoroutine(source: string): CompiledCoroutine {
  const fn = parseGenerator(source);
  const targets = jumpTargets(fn);
  const isFlat = flatStatements(fn, targets);
  const { meanings, free } = resolveNames(fn, source, isFlat);
  refuseTaken(fn, { source, free });
  const isFrame = (variable: Variable) => isFlat(variable.scope);
  const lineOf = (offset: number) => placeAt(source, offset).line;
  const flow = new Flow(fn, lineOf(fn.start));
  flow.write({ pieces: ['if (how === "throw") throw sent;'], reads: new Set() }, new Set(), { onlyWithHow: true });
  const returns = 'if (how === "return") return { value: sent, done: true };';
  flow.write({ pieces: [returns], reads: new Set() }, new Set(), { onlyWithHow: true });
  const context: StatementContext = {
    flow,
    lineOf,
    isFlat,
    targets,
    exits: new Map(),
    text: { source, meanings, isFrame, leave: (node) => leavingText(node, context) },
  };
  for (const statement of fn.body.body) flattenStatement(statement, context);
  const blocks = layOut(flow.blocks);
  const withHow = blocks.some((block) =>
    block.region !== null || (block.ending?.kind === "suspend" && block.ending.whole)
  );
  if (!withHow) { for (const block of blocks) dropHow(block); }
  const alive = aliveAtStart(blocks);
  const variables = [...new Set(meanings.values())].filter(isFrame);
  const fields = fieldsOf(blocks, { alive, variables });
  const used = new Set(blocks.flatMap(mentioned));
  const locals = [...variables, ...flow.temporaries].filter((variable) =>
    used.has(variable) && !fields.includes(variable)
  );
  const className = classNameOf(fn, free);
  const names = nameAll([...fields, ...locals], { fn, free, fields, className });
  const parameters = fn.params.flatMap((param) => [...patternNames(param)].flatMap((id) => meanings.get(id) ?? []));
  const printed = printClass({ fn, source, className, blocks, withHow, parameters, fields, locals, names });
  const inOrder = variables.toSorted((a, b) => a.start - b.start);
  return {
    ...printed,
    className,
    variables: inOrder.map((variable) => ({
      name: variable.name,
      ...placeAt(source, variable.start),
      field: fields.includes(variable) ? names.get(variable)! : null,
    })),
    suspensions: suspensionsOf(blocks).map((block) => ({
      resumeId: block.id,
      line: lineOfSuspension(block, blocks),
      alive: fields.filter((field) => field.captured || alive.get(block)!.has(field)).map((field) => names.get(field)!),
    })),
  };
}

/** Names from outside that the compiled code would take for its own. */
function refuseTaken(fn: FunctionDeclaration, { source, free }: { source: string; free: ReadonlySet<string> }): void {
  const own = new Set(["at", "how", "sent", "yielded", ...SUPPORT_NAMES].filter((name) => free.has(name)));
  for (const node of within(fn)) {
    if (node.type !== "Identifier" || !own.has(node.name)) continue;
    const problem =
      `\`${node.name}\` from outside is not supported, since compiled code has a name like it: rename yours`;
    throw new UnsupportedError(problem, placeAt(source, node.start));
  }
}

function suspensionsOf(blocks: readonly Block[]): Block[] {
  return blocks.filter((block) => block.resumed);
}

/** The line of the `yield` that the block goes on from. */
function lineOfSuspension(block: Block, blocks: readonly Block[]): number | null {
  for (const { ending } of blocks) if (ending?.kind === "suspend" && ending.to === block) return ending.line;
  return null;
}

function dropHow(block: Block): void {
  const kept = block.instructions.filter((instruction) => !instruction.onlyWithHow);
  block.instructions.splice(0, block.instructions.length, ...kept);
}

/** What outlives a call of `resume`: what is alive at a suspension, and what a function inside holds on to. */
function fieldsOf(
  blocks: readonly Block[],
  { alive, variables }: { alive: Alive; variables: readonly Variable[] },
): Variable[] {
  const saved = new Set<Variable>();
  for (const block of suspensionsOf(blocks)) {
    for (const variable of alive.get(block)!) {
      // At the beginning only the parameters have a value to save.
      if (block.id > 0 || variable.kind === "parameter") saved.add(variable);
    }
  }
  for (const variable of variables) if (variable.captured) saved.add(variable);
  const temporaries = [...saved].filter((variable) => variable.kind === "temporary");
  return [...variables.filter((variable) => saved.has(variable)).toSorted((a, b) => a.start - b.start), ...temporaries];
}

/** Variables that a block's text names. */
function mentioned(block: Block): Variable[] {
  const { ending, region, instructions } = block;
  const found = instructions.flatMap(({ pieces, reads, writes }) =>
    pieces.length === 0 ? [] : [...reads, ...writes, ...variablesIn(pieces)]
  );
  if (ending?.kind === "branch") found.push(...variablesIn(ending.test.pieces));
  if (ending !== null && "value" in ending) found.push(...variablesIn(ending.value.pieces));
  if (ending?.kind === "indirect") found.push(ending.where);
  if (region?.receives) found.push(region.receives);
  return found;
}

function variablesIn(pieces: readonly unknown[]): Variable[] {
  return pieces.flatMap((piece) => {
    if (typeof piece !== "object" || piece === null) return [];
    if ("called" in piece) return [piece.called as Variable];
    return "kind" in piece ? [piece as Variable] : [];
  });
}

function classNameOf(fn: FunctionDeclaration, free: ReadonlySet<string>): string {
  const capital = fn.id.name.replace(/^./, (first) => first.toUpperCase());
  return capital === fn.id.name || free.has(capital) ? `${capital}Coroutine` : capital;
}

/** A name for each variable: its own, or with a number when that one is taken. */
function nameAll(
  variables: readonly Variable[],
  { fn, free, fields, className }: {
    fn: Node;
    free: ReadonlySet<string>;
    fields: readonly Variable[];
    className: string;
  },
): Map<Variable, string> {
  const inSource = new Set<string>();
  for (const node of within(fn)) if (node.type === "Identifier") inSource.add(node.name);
  const taken = new Set([
    ...TAKEN,
    ...SUPPORT_NAMES,
    className,
    fn.type === "FunctionDeclaration" ? fn.id?.name ?? "" : "",
  ]);
  const names = new Map<Variable, string>();
  for (const variable of variables) {
    const isField = fields.includes(variable);
    const foreign = variable.kind === "temporary" && inSource.has(variable.name);
    let name = variable.name;
    if (taken.has(name) || foreign || (!isField && free.has(name))) {
      let number = 2;
      while (taken.has(`${name}_${number}`) || inSource.has(`${name}_${number}`)) number += 1;
      name = `${name}_${number}`;
    }
    taken.add(name);
    names.set(variable, name);
  }
  return names;
}
