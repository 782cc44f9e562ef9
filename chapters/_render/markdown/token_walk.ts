/** Walks marked's tokens with the line each was written on. marked itself keeps no positions. */
import type { Token, Tokens } from "marked";

/** A token and its line, counted from 1 in its file. */
export interface PlacedToken {
  readonly token: Token;
  readonly line: number;
  /** 0 for blocks that stand by themselves. */
  readonly depth: number;
}

/** The tokens directly inside `token`. */
export function childrenOf(token: Token): readonly Token[] {
  switch (token.type) {
    case "list":
      return (token as Tokens.List).items;
    case "table": {
      const { header, rows } = token as Tokens.Table;
      return [...header, ...rows.flat()].flatMap((cell) => cell.tokens);
    }
    default:
      return ("tokens" in token ? token.tokens : undefined) ?? [];
  }
}

/** Top-level tokens with their lines: their raw texts, one after the other, are the source. */
export function placeBlocks(tokens: readonly Token[], firstLine: number): PlacedToken[] {
  let line = firstLine;
  return tokens.map((token) => {
    const placed = { token, line: line + leadingNewlines(token.raw), depth: 0 };
    line += newlines(token.raw);
    return placed;
  });
}

/**
 * `placed` and everything inside it, outermost first. A child's line is found by looking for its raw text in its parent's;
 * where marked has changed the text (quotes lose their `>`), the parent's line has to do.
 */
export function* walk(placed: PlacedToken): Generator<PlacedToken> {
  yield placed;
  const { raw } = placed.token;
  const start = placed.line - leadingNewlines(raw);
  let searched = 0;
  for (const token of childrenOf(placed.token)) {
    const found = raw.indexOf(token.raw, searched);
    const line = found === -1 ? placed.line : start + newlines(raw.slice(0, found)) + leadingNewlines(token.raw);
    if (found !== -1) searched = found + token.raw.length;
    yield* walk({ token, line, depth: placed.depth + 1 });
  }
}

function newlines(text: string): number {
  return text.split("\n").length - 1;
}

function leadingNewlines(text: string): number {
  return /^\n*/.exec(text)![0].length;
}
