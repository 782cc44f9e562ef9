/**
 * Source text in pieces: a stretch of the source stays as its author wrote it, except for names of variables that may move
 * into the frame, and for statements that leave it (`return`, and `break` or `continue` of a loop that was taken apart).
 */
import { childrenOf, isApart, type Node, patternNames } from "../safepoints/compile_tree.ts";
import type { Piece, Pieces } from "./blocks.ts";
import type { Variable } from "./variables.ts";

/** What the text depends on. */
export interface TextContext {
  readonly source: string;
  readonly meanings: ReadonlyMap<Node, Variable>;
  /** Whether the variable's block was taken apart; all others stay inside the text. */
  readonly isFrame: (variable: Variable) => boolean;
  /** The text for a statement that leaves, or `null` when it stays as it is. */
  readonly leave: (node: Node) => Pieces | null;
}

/** The text of a node. */
export function textOf(node: Node, context: TextContext): Pieces {
  const { source, meanings, isFrame } = context;
  const variable = (id: Node): Variable | null => {
    const meaning = meanings.get(id);
    return meaning !== undefined && isFrame(meaning) ? meaning : null;
  };
  const own = variable(node);
  if (own !== null) return [own];
  switch (node.type) {
    case "Property":
      if (!node.shorthand) break;
      return [`${source.slice(node.key.start, node.key.end)}: `, ...textOf(node.value, context)];
    case "CallExpression": {
      const callee = variable(node.callee);
      if (callee === null) break;
      return [{ called: callee }, ...between(node, node.callee.end, node.arguments, context)];
    }
    case "ReturnStatement":
    case "BreakStatement":
    case "ContinueStatement": {
      const leaving = context.leave(node);
      if (leaving !== null) return leaving;
      break;
    }
    case "VariableDeclaration": {
      if (!node.declarations.some(({ id }) => [...patternNames(id)].some((name) => variable(name) !== null))) break;
      const written = node.declarations.flatMap(({ id, init }, index) => {
        const comma: Pieces = index === 0 ? [] : [", "];
        const [target, value] = [textOf(id, context), init ? valueText(init, context) : null];
        if (value === null) return [...comma, ...target];
        // A statement that began with a bracket would go on with the line before it, if that has no semicolon.
        const [open, close] = id.type === "Identifier" ? [[], []] : [["void ("], [")"]];
        return [...comma, ...open, ...target, " = ", ...value, ...close];
      });
      return source[node.end - 1] === ";" ? [...written, ";"] : written;
    }
  }
  return between(node, node.start, childrenOf(node), isApart(node) ? { ...context, leave: () => null } : context);
}

/** The text of an expression where a single value stands: brackets around it in the source are not part of the node. */
export function valueText(node: Node, context: TextContext): Pieces {
  const pieces = textOf(node, context);
  return node.type === "SequenceExpression" ? ["(", ...pieces, ")"] : pieces;
}

/** The source from an offset to the node's end, with the text of its children in their places. */
export function between(node: Node, from: number, children: readonly Node[], context: TextContext): Pieces {
  return fill(
    node,
    { from, source: context.source },
    children.map((child) => [child, textOf(child, context)] as const),
  );
}

/** The node's source from an offset on, with other text in the places of some of its children. */
export function fill(
  node: Node,
  { from, source }: { from: number; source: string },
  replacements: readonly (readonly [child: Node, text: Pieces])[],
): Pieces {
  const pieces: Piece[] = [];
  let at = from;
  for (const [child, text] of replacements) {
    if (child.start < at) continue; // a shorthand's key and value lie on each other
    pieces.push(source.slice(at, child.start), ...text);
    at = child.end;
  }
  pieces.push(source.slice(at, node.end));
  return joined(pieces);
}

function joined(pieces: readonly Piece[]): Piece[] {
  const whole: Piece[] = [];
  for (const piece of pieces) {
    const last = whole.at(-1);
    if (typeof piece === "string" && typeof last === "string") whole[whole.length - 1] = last + piece;
    else if (piece !== "") whole.push(piece);
  }
  return whole;
}
