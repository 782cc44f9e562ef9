/**
 * Takes apart statements that suspend: a loop becomes a block to come back to, an `if` two blocks, a `try` a region. A
 * statement that does not suspend stays as its author wrote it.
 */
import type { SwitchStatement } from "acorn";
import type { Node } from "../safepoints/compile_tree.ts";
import { accessesOf } from "./accesses.ts";
import type { Block, Code, Pieces } from "./blocks.ts";
import { declare } from "./flatten_declaration.ts";
import { type ExpressionContext, flatten, run } from "./flatten_expression.ts";
import { flattenForOf, flattenTry } from "./flatten_region.ts";
import { plain } from "./flow.ts";
import type { JumpTargets } from "./jumps.ts";
import { suspends } from "./parse_generator.ts";
import { textOf, valueText } from "./source_text.ts";
import { placeAt, UnsupportedError } from "./unsupported.ts";

/** Where the jumps of a statement that was taken apart lead. */
interface Exits {
  readonly breakTo: Block;
  readonly continueTo: Block | null;
}

/** What statements are compiled with. */
export interface StatementContext extends ExpressionContext {
  readonly isFlat: (node: Node) => boolean;
  readonly targets: JumpTargets;
  /** Filled as statements are taken apart. */
  readonly exits: Map<Node, Exits>;
}

/** The text of a `return` or a jump that leaves a statement which stays whole; `null` when it does not leave. */
export function leavingText(node: Node, context: StatementContext): Pieces | null {
  if (node.type === "ReturnStatement") {
    return context.flow.leaving(null, node.argument ? valueText(node.argument, context.text) : ["undefined"]);
  }
  const to = blockOf(node, context);
  return to === null ? null : context.flow.leaving(to, []);
}

function blockOf(jump: Node, { targets, exits }: StatementContext): Block | null {
  const target = targets.get(jump);
  const exit = target && exits.get(target);
  if (exit === undefined) return null;
  return jump.type === "ContinueStatement" ? exit.continueTo : exit.breakTo;
}

/** Writes the blocks of a statement. */
export function flattenStatement(node: Node, context: StatementContext): void {
  const { flow, text } = context;
  const visit = (inner: Node) => flattenStatement(inner, context);
  const branch = (test: Code, yes: Block, no: Block) => flow.end({ kind: "branch", test, yes, no, line: flow.line });
  flow.line = context.lineOf(node.start);
  switch (node.type) {
    case "EmptyStatement":
      return;
    case "ReturnStatement":
      return flow.leave(null, node.argument ? flatten(node.argument, context) : plain("undefined"));
    case "ThrowStatement":
      return flow.end({ kind: "throw", value: flatten(node.argument, context), line: flow.line });
    case "BreakStatement":
    case "ContinueStatement": {
      const to = blockOf(node, context);
      if (to !== null) return flow.leave(to, plain("undefined"));
      break;
    }
    case "VariableDeclaration":
      return declare(node, context);
  }
  if (node.type === "BlockStatement" && !node.body.some(declaresForItself)) return node.body.forEach(visit);
  if (!context.isFlat(node)) {
    const { reads, writes } = accessesOf(node, text.meanings);
    const pieces = textOf(node, text);
    return flow.write({ pieces: node.type === "ExpressionStatement" ? [...pieces, ";"] : pieces, reads }, writes, {
      indent: hasLongTemplate(text.source.slice(node.start, node.end)) ? null : indentOf(text.source, node.start),
    });
  }
  switch (node.type) {
    case "BlockStatement":
      return node.body.forEach(visit);
    case "ExpressionStatement":
      return run(node.expression, context);
    case "LabeledStatement": {
      let body: Node = node.body;
      while (body.type === "LabeledStatement") body = body.body;
      if (/^(For|ForOf|ForIn|While|DoWhile|Switch)/.test(body.type)) return visit(body);
      const end = flow.block(`after ${node.label.name}`);
      context.exits.set(body, { breakTo: end, continueTo: null });
      visit(body);
      flow.goto(end);
      return flow.begin(end);
    }
    case "IfStatement": {
      const [yes, no, join] = [flow.block("if so"), flow.block("otherwise"), flow.block("after the if")];
      branch(flatten(node.test, context), yes, node.alternate ? no : join);
      flow.begin(yes);
      visit(node.consequent);
      flow.goto(join);
      if (node.alternate) {
        flow.begin(no);
        visit(node.alternate);
        flow.goto(join);
      }
      return flow.begin(join);
    }
    case "WhileStatement":
    case "DoWhileStatement":
    case "ForStatement": {
      const name = node.type === "ForStatement" ? "for" : "while";
      const [head, body] = [flow.block(`the head of the ${name} on line ${flow.line}`), flow.block("its body")];
      const [again, end] = [flow.block("its next turn"), flow.block(`after the ${name}`)];
      const { line } = flow;
      context.exits.set(node, { breakTo: end, continueTo: again });
      if (node.type === "ForStatement" && node.init) {
        if (node.init.type === "VariableDeclaration") declare(node.init, context);
        else run(node.init, context);
      }
      flow.goto(node.type === "DoWhileStatement" ? body : head);
      const writeHead = () => {
        flow.begin(head);
        flow.line = line;
        if (node.test) branch(flatten(node.test, context), body, end);
        else flow.goto(body);
      };
      if (node.type !== "DoWhileStatement") writeHead();
      flow.begin(body);
      visit(node.body);
      flow.goto(again);
      flow.begin(again);
      flow.line = line;
      if (node.type === "ForStatement" && node.update) update(node.update, context);
      flow.goto(head);
      if (node.type === "DoWhileStatement") writeHead();
      return flow.begin(end);
    }
    case "ForOfStatement":
      return flattenForOf(node, context);
    case "SwitchStatement":
      return choose(node, context);
    case "TryStatement":
      return flattenTry(node, context);
    default:
      throw new UnsupportedError(`${node.type} is not supported around a suspension`, placeAt(text.source, node.start));
  }
}

function update(node: Node, context: StatementContext): void {
  if (suspends(node)) return run(node, context);
  const { reads, writes } = accessesOf(node, context.text.meanings);
  context.flow.write({ pieces: [...textOf(node, context.text), ";"], reads }, writes);
}

function choose(node: SwitchStatement, context: StatementContext): void {
  const { flow } = context;
  const value = flow.temporary("value");
  const end = flow.block("after the switch");
  const bodies = node.cases.map((one) => flow.block(one.test ? "a case" : "the default case"));
  context.exits.set(node, { breakTo: end, continueTo: null });
  flow.set(value, flatten(node.discriminant, context));
  node.cases.forEach((one, index) => {
    if (!one.test) return;
    const next = flow.block("the next case");
    const test = flatten(one.test, context);
    const code = { pieces: [value, " === (", ...test.pieces, ")"], reads: new Set([value, ...test.reads]) };
    flow.end({ kind: "branch", test: code, yes: bodies[index]!, no: next, line: flow.line });
    flow.begin(next);
  });
  flow.goto(bodies[node.cases.findIndex((one) => !one.test)] ?? end);
  node.cases.forEach((one, index) => {
    flow.begin(bodies[index]!);
    for (const statement of one.consequent) flattenStatement(statement, context);
    flow.goto(bodies[index + 1] ?? end);
  });
  flow.begin(end);
}

/** Whether a statement's names belong to the block around it, so that the block must stay. */
function declaresForItself(node: Node): boolean {
  return /^(Function|Class)Declaration$/.test(node.type) ||
    (node.type === "VariableDeclaration" && node.kind !== "var");
}

/** Spaces at the beginning of the line of an offset. */
function indentOf(source: string, offset: number): number {
  const line = source.slice(source.lastIndexOf("\n", offset - 1) + 1);
  return line.length - line.trimStart().length;
}

function hasLongTemplate(source: string): boolean {
  return /`[^`]*\n[^`]*`/.test(source);
}
