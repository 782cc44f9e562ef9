/**
 * Takes apart an expression that suspends in its middle. What stands to the left of a `yield` has been computed by then and is
 * not computed again: it goes into a temporary variable, which the frame keeps.
 *
 * What it leaves out. Names from outside the function are taken to be constant, so that `log(yield x)` looks `log` up late.
 */
import type { CallExpression, YieldExpression } from "acorn";
import { childrenOf, isApart, isFunction, type Node, within } from "../safepoints/compile_tree.ts";
import { accessesOf } from "./accesses.ts";
import type { Code, Pieces } from "./blocks.ts";
import { type Flow, plain, valueOf } from "./flow.ts";
import { suspends } from "./parse_generator.ts";
import { fill, type TextContext, textOf, valueText } from "./source_text.ts";
import type { Variable } from "./variables.ts";

/** What expressions are compiled with. */
export interface ExpressionContext {
  readonly flow: Flow;
  readonly text: TextContext;
  /** Line of an offset of the source. */
  readonly lineOf: (offset: number) => number;
}

/** The value of an expression, after whatever had to run before it has been written. `wanted` may take the sent value. */
export function flatten(node: Node, context: ExpressionContext, wanted?: Variable | null): Code {
  const { flow, text } = context;
  if (!suspends(node)) return { pieces: valueText(node, text), reads: accessesOf(node, text.meanings).reads };
  const go = (inner: Node) => flatten(inner, context);
  switch (node.type) {
    case "YieldExpression":
      return node.delegate ? delegate(node, context) : suspend(node, context, wanted);
    case "SequenceExpression":
      for (const part of node.expressions.slice(0, -1)) run(part, context);
      return go(node.expressions.at(-1)!);
    case "ConditionalExpression":
    case "LogicalExpression": {
      const result = flow.temporary("choice");
      const [yes, no, join] = [flow.block("if so"), flow.block("if not"), flow.block("either way")];
      if (node.type === "LogicalExpression") {
        flow.set(result, go(node.left));
        const test: Pieces = node.operator === "??" ? [result, " === undefined || ", result, " === null"] : [result];
        const right = node.operator === "||" ? no : yes;
        flow.end({ kind: "branch", test: { pieces: test, reads: new Set([result]) }, yes, no, line: flow.line });
        flow.begin(yes);
        if (right === yes) flow.set(result, go(node.right));
        flow.goto(join);
        flow.begin(no);
        if (right === no) flow.set(result, go(node.right));
      } else {
        flow.end({ kind: "branch", test: go(node.test), yes, no, line: flow.line });
        flow.begin(yes);
        flow.set(result, go(node.consequent));
        flow.goto(join);
        flow.begin(no);
        flow.set(result, go(node.alternate));
      }
      flow.goto(join);
      flow.begin(join);
      return valueOf(result);
    }
    case "AssignmentExpression": {
      if (node.left.type === "MemberExpression" || node.operator === "=") {
        if (node.left.type !== "MemberExpression") {
          const variable = text.meanings.get(node.left);
          const direct = node.right.type === "YieldExpression" && !node.right.delegate;
          if (!direct || variable === undefined || !text.isFrame(variable)) {
            return target(node, context, go(node.right));
          }
          return flatten(node.right, context, variable);
        }
        if (node.operator === "=") return compose(node, [...placesOf(node.left), node.right], context);
        const places = keep(placesOf(node.left), context, ALL);
        const place = fill(
          node.left,
          { from: node.left.start, source: text.source },
          places.map(([at, code]) => [at, code.pieces]),
        );
        const before = kept({ pieces: place, reads: readsOf(places) }, context);
        const value = {
          pieces: ["(", ...before.pieces, ` ${node.operator.slice(0, -1)} `, ...go(node.right).pieces, ")"],
          reads: before.reads,
        };
        const result = kept(value, context);
        flow.write({
          pieces: [...place, " = ", ...result.pieces, ";"],
          reads: new Set([...readsOf(places), ...result.reads]),
        });
        return result;
      }
      const before = kept(
        { pieces: textOf(node.left, text), reads: accessesOf(node.left, text.meanings).reads },
        context,
      );
      const right = go(node.right);
      const operator = node.operator.slice(0, -1);
      return target(node, context, {
        pieces: [...before.pieces, ` ${operator} (`, ...right.pieces, ")"],
        reads: new Set([...before.reads, ...right.reads]),
      });
    }
    case "CallExpression":
      return call(node, context);
    case "ObjectExpression":
      return compose(
        node,
        node.properties.flatMap((one): Node[] =>
          one.type === "SpreadElement" ? [one] : [...(one.computed ? [one.key] : []), one.value]
        ),
        context,
      );
    case "MemberExpression":
      return compose(node, placesOf(node), context);
    case "UpdateExpression":
      return kept(compose(node, placesOf(node.argument), context), context);
    case "TemplateLiteral":
      return compose(node, node.expressions, context);
    default:
      return compose(node, childrenOf(node), context);
  }
}

/** Runs an expression for what it does. */
export function run(node: Node, context: ExpressionContext): void {
  const { pieces, reads } = flatten(node, context, node.type === "YieldExpression" ? null : undefined);
  const onlyName = pieces.length === 1 && typeof pieces[0] !== "string";
  if (onlyName || node.type === "YieldExpression") return;
  const isStatement = ["CallExpression", "AssignmentExpression", "UpdateExpression"].includes(node.type);
  context.flow.write({ pieces: isStatement ? [...pieces, ";"] : ["void (", ...pieces, ");"], reads });
}

/** `wanted`: where the sent value goes; `null` when nobody asks for it. */
function suspend(node: YieldExpression, context: ExpressionContext, wanted?: Variable | null): Code {
  const { flow, lineOf } = context;
  const value = node.argument ? flatten(node.argument, context) : plain("undefined");
  const line = lineOf(node.start);
  const resumed = flow.block(`resumed after the yield on line ${line}`);
  resumed.resumed = true;
  flow.end({ kind: "suspend", value, whole: false, to: resumed, line });
  flow.begin(resumed);
  flow.write(plain('if (how === "throw") throw sent;'), new Set(), { onlyWithHow: true });
  flow.write({ pieces: ['if (how === "return") ', ...flow.leaving(null, ["sent"])], reads: new Set() }, new Set(), {
    onlyWithHow: true,
  });
  if (wanted === null) return plain("undefined");
  const received = wanted ?? flow.temporary("answer");
  flow.set(received, plain("sent"));
  return valueOf(received);
}

/** `yield*`: turn for turn, the inner iterator hears what this one is told, until it is done. */
function delegate(node: YieldExpression, context: ExpressionContext): Code {
  const { flow, lineOf } = context;
  const inner = flow.temporary("inner");
  const step = flow.temporary("step");
  const iterable = flatten(node.argument!, context);
  flow.set(inner, { pieces: ["(", ...iterable.pieces, ")[Symbol.iterator]()"], reads: iterable.reads });
  flow.write(plain('how = "next";'));
  flow.write(plain("sent = undefined;"));
  const line = lineOf(node.start);
  const turn = flow.block(`resumed inside the yield* on line ${line}`);
  const [more, done] = [flow.block("the inner one suspends"), flow.block("the inner one is done")];
  turn.resumed = true;
  flow.goto(turn);
  flow.begin(turn);
  flow.set(step, { pieces: ["delegate(", inner, ", how, sent)"], reads: new Set([inner]) });
  const test: Code = { pieces: [step, ".done"], reads: new Set([step]) };
  flow.end({ kind: "branch", test, yes: done, no: more, line });
  flow.begin(more);
  flow.end({ kind: "suspend", value: valueOf(step), whole: true, to: turn, line });
  flow.begin(done);
  const value: Code = { pieces: [step, ".value"], reads: new Set([step]) };
  flow.write({ pieces: ['if (how === "return") ', ...flow.leaving(null, value.pieces)], reads: value.reads });
  return kept(value, context);
}

/** `f(…)` keeps `f`, `o.m(…)` keeps `o` and `o.m`, when an argument suspends. */
function call(node: CallExpression, context: ExpressionContext): Code {
  const { flow, text } = context;
  if (node.callee.type !== "MemberExpression" || !node.arguments.some(suspends)) {
    return compose(node, [node.callee, ...node.arguments], context);
  }
  const places = keep(placesOf(node.callee), context, ALL);
  const object = places[0]![1];
  const from = { from: node.callee.start, source: text.source };
  const method = flow.temporary("method");
  flow.set(method, {
    pieces: fill(node.callee, from, places.map(([at, code]) => [at, code.pieces])),
    reads: readsOf(places),
  });
  const args = keep(node.arguments, context, { until: node.arguments.findLastIndex(suspends), inObject: false });
  const list = args.flatMap(([, code], index) => index === 0 ? code.pieces : [", ", ...code.pieces]);
  return {
    pieces: [method, ".call(", ...object.pieces, ", ", ...list, ")"],
    reads: new Set([method, ...object.reads, ...readsOf(args)]),
  };
}

/** An assignment to a name or a pattern, whose value is known. */
function target(node: Node & { type: "AssignmentExpression" }, { flow, text }: ExpressionContext, value: Code): Code {
  const result = node.left.type === "Identifier" ? value : kept(value, { flow });
  const writes = accessesOf({ ...node, operator: "=" }, text.meanings).writes;
  const left = textOf(node.left, text);
  const reads = new Set([...result.reads, ...accessesOf({ ...node, operator: "=" }, text.meanings).reads]);
  const isName = node.left.type === "Identifier";
  const written = isName ? [...left, " = ", ...result.pieces, ";"] : ["(", ...left, " = ", ...result.pieces, ");"];
  flow.write({ pieces: written, reads: isName ? result.reads : reads }, writes);
  return isName ? { pieces: left, reads: writes } : result;
}

/** The parts of `object.name` and `object[key]` that are computed first; a name has none. */
function placesOf(node: Node): Node[] {
  if (node.type !== "MemberExpression") return [];
  return node.computed ? [node.object, node.property] : [node.object];
}

/** The node with its children in their places, each computed in turn. */
function compose(node: Node, children: readonly Node[], context: ExpressionContext): Code {
  const parts = keep(children, context, {
    until: children.findLastIndex(suspends),
    inObject: node.type === "ObjectExpression",
  });
  const from = { from: node.start, source: context.text.source };
  return { pieces: fill(node, from, parts.map(([child, code]) => [child, code.pieces])), reads: readsOf(parts) };
}

/** Which children's values must be kept: those before an index. */
interface Keeping {
  readonly until: number;
  readonly inObject: boolean;
}

const ALL: Keeping = { until: Infinity, inObject: false };

/** Each child's value in turn; those to the left of a suspension are kept, unless they cannot change. */
function keep(
  children: readonly Node[],
  context: ExpressionContext,
  { until, inObject }: Keeping,
): (readonly [Node, Code])[] {
  const assigns = children.some((child) => [...within(child, isApart)].some(isAssignment));
  return children.map((child, index) => {
    if (index >= until || isStable(child, context, assigns)) return [child, flatten(child, context)] as const;
    if (child.type !== "SpreadElement") return [child, kept(flatten(child, context), context)] as const;
    const [open, close] = inObject ? ["{ ...", " }"] : ["[...", "]"];
    const list = flatten(child.argument, context);
    const copy = kept({ pieces: [open, ...list.pieces, close], reads: list.reads }, context);
    return [child, { pieces: ["...", ...copy.pieces], reads: copy.reads }] as const;
  });
}

function kept(code: Code, { flow }: { readonly flow: Flow }): Code {
  const only = code.pieces[0];
  if (code.pieces.length === 1 && typeof only === "object" && "kind" in only && only.kind === "temporary") return code;
  const variable = flow.temporary("kept");
  flow.set(variable, code);
  return valueOf(variable);
}

/** Whether the node has the same value later; `assigns`: something beside it gives variables new values. */
function isStable(node: Node, { text }: ExpressionContext, assigns: boolean): boolean {
  if (node.type === "Literal" || isFunction(node)) return true;
  if (node.type !== "Identifier") return false;
  const variable = text.meanings.get(node);
  return variable === undefined || (!variable.captured && !assigns) || (!variable.assigned && variable.kind !== "var");
}

function isAssignment({ type }: Node): boolean {
  return type === "AssignmentExpression" || type === "UpdateExpression";
}

function readsOf(parts: readonly (readonly [Node, Code])[]): Set<Variable> {
  return new Set(parts.flatMap(([, code]) => [...code.reads]));
}
