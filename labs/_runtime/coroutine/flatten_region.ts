/**
 * Takes apart the statements that have a say when control leaves them: `for`…`of`, which closes its iterator, and `try`. The
 * blocks inside lie in a region, which knows where errors and ways out lead.
 */
import type { ForOfStatement, TryStatement } from "acorn";
import type { Node } from "../safepoints/compile_tree.ts";
import type { Block, Code, Region } from "./blocks.ts";
import { assignTo } from "./flatten_declaration.ts";
import { flatten } from "./flatten_expression.ts";
import { flattenStatement, type StatementContext } from "./flatten_statement.ts";
import { valueOf } from "./flow.ts";
import { placeAt, UnsupportedError } from "./unsupported.ts";

/** A region's fixed parts; those that its kind does not use stay unused. */
function regionOf(kind: Region["kind"], { flow }: StatementContext, receives?: Region["receives"]): Region {
  const pending = flow.temporary("pending");
  const after = flow.temporary("after");
  const entry = flow.block("finally");
  entry.arrives = new Set([pending, after]);
  return {
    kind,
    parent: flow.region,
    handler: flow.block(kind === "catch" ? "catch" : "an error on the way out"),
    receives: receives === undefined ? pending : receives,
    pending,
    after,
    entry,
    iterator: flow.temporary("iterator"),
    waysOut: new Map(),
  };
}

/** `for`…`of`: its body lies in a region that closes the iterator. */
export function flattenForOf(node: ForOfStatement, context: StatementContext): void {
  const { flow } = context;
  const { line } = flow;
  if (node.await) {
    throw new UnsupportedError(
      "`for await` is not supported: suspend with `yield`",
      placeAt(context.text.source, node.start),
    );
  }
  const iterable = flatten(node.right, context);
  const region = regionOf("close", context);
  const { iterator, pending } = region;
  const step = flow.temporary("step");
  const [head, end] = [flow.block(`the head of the for…of on line ${line}`), flow.block("after the for…of")];
  flow.set(iterator, { pieces: ["(", ...iterable.pieces, ")[Symbol.iterator]()"], reads: iterable.reads });
  flow.goto(head);
  flow.begin(head);
  flow.set(step, { pieces: [iterator, ".next()"], reads: new Set([iterator]) });
  flow.region = region;
  const [body, again] = [flow.block("its body"), flow.block("its next turn")];
  const done: Code = { pieces: [step, ".done"], reads: new Set([step]) };
  flow.end({ kind: "branch", test: done, yes: end, no: body, line });
  flow.begin(body);
  const pattern = node.left.type === "VariableDeclaration" ? node.left.declarations[0]!.id : node.left;
  assignTo(pattern, { context, value: () => ({ pieces: [step, ".value"], reads: new Set([step]) }) });
  context.exits.set(node, { breakTo: end, continueTo: again });
  flattenStatement(node.body, context);
  flow.goto(again);
  flow.begin(again);
  flow.goto(head);
  flow.region = region.parent;
  flow.aside(region.handler, region.parent, () => {
    flow.write({ pieces: ["closeQuietly(", iterator, ");"], reads: new Set([iterator]) });
    flow.end({ kind: "throw", value: valueOf(pending), line });
  });
  flow.begin(end);
}

/** `try`: its body lies in a region, its `catch` in the region of its `finally`, its `finally` outside of both. */
export function flattenTry(node: TryStatement, context: StatementContext): void {
  const { flow, text } = context;
  const outside = flow.region;
  const end = flow.block("after the try");
  const around = node.finalizer ? regionOf("finally", context) : null;
  const complete = () => {
    if (around !== null) flow.set(around.after, { pieces: [end], reads: new Set() });
    flow.goto(around === null ? end : around.entry);
  };
  if (around !== null) flow.region = around;
  const param = node.handler?.param;
  const caught = param?.type === "Identifier" ? text.meanings.get(param) : undefined;
  const inner = node.handler ? regionOf("catch", context, caught ?? (param ? undefined : null)) : null;
  if (inner !== null) flow.region = inner;
  const body = flow.block("try");
  flow.goto(body);
  flow.begin(body);
  flattenStatement(node.block, context);
  complete();
  if (inner !== null && node.handler) {
    flow.region = inner.parent;
    flow.begin(inner.handler);
    if (param && caught === undefined) assignTo(param, { context, value: () => valueOf(inner.pending) });
    flattenStatement(node.handler.body, context);
    complete();
  }
  flow.region = outside;
  if (around !== null && node.finalizer) finish(around, { finalizer: node.finalizer, end, context });
  flow.begin(end);
}

/** The `finally`: entered from everywhere, it goes on to wherever `after` says. */
function finish(
  region: Region,
  { finalizer, end, context }: { finalizer: Node; end: Block; context: StatementContext },
): void {
  const { flow } = context;
  const { line } = flow;
  const again = flow.block("on with the error");
  flow.begin(region.handler);
  flow.set(region.after, { pieces: [again], reads: new Set() });
  flow.goto(region.entry);
  flow.begin(region.entry);
  flattenStatement(finalizer, context);
  const targets = [end, again, ...region.waysOut.values()];
  flow.end({ kind: "indirect", where: region.after, targets, line });
  flow.begin(again);
  flow.end({ kind: "throw", value: valueOf(region.pending), line });
}
