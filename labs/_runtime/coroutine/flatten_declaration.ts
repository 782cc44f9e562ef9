/** Takes apart declarations and assignments whose values suspend. */
import type { VariableDeclaration } from "acorn";
import { type Node, patternNames } from "../safepoints/compile_tree.ts";
import { accessesOf } from "./accesses.ts";
import type { Code } from "./blocks.ts";
import { flatten } from "./flatten_expression.ts";
import type { StatementContext } from "./flatten_statement.ts";
import { plain } from "./flow.ts";
import { textOf } from "./source_text.ts";

/** Writes a declaration: a value for each name, or the fact that it has none yet. */
export function declare(node: VariableDeclaration, context: StatementContext): void {
  const { flow, text } = context;
  for (const { id, init } of node.declarations) {
    const variable = text.meanings.get(id);
    if (init?.type === "YieldExpression" && !init.delegate && variable && text.isFrame(variable)) {
      flatten(init, context, variable);
    } else if (init) assignTo(id, { context, value: () => flatten(init, context) });
    else if (variable?.inLoop && node.kind !== "var") flow.set(variable, plain("undefined"));
    else if (variable && node.kind !== "var") flow.write({ pieces: [], reads: new Set() }, new Set([variable]));
  }
}

/** Gives the names of a pattern their values. */
export function assignTo(
  pattern: Node,
  { context, value }: { context: StatementContext; value: () => Code },
): void {
  const { flow, text } = context;
  const { pieces, reads } = value();
  const open = pattern.type === "Identifier" ? "" : "(";
  const assignment = [open, ...textOf(pattern, text), " = ", ...pieces, open === "" ? ";" : ");"];
  const names = [...patternNames(pattern)].flatMap((id) => text.meanings.get(id) ?? []);
  const inPattern = pattern.type === "Identifier" ? [] : [...accessesOf(pattern, text.meanings).reads];
  const others = inPattern.filter((variable) => !names.includes(variable));
  flow.write({ pieces: assignment, reads: new Set([...reads, ...others]) }, new Set(names));
}
