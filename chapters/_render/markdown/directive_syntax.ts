/** Directives as extensions of marked: `::name{…}` on a line of its own, `:name[words]{…}` inside a line. */
import type { TokenizerExtension, Tokens } from "marked";

/** `::name{…}`. */
export interface BlockDirectiveToken extends Tokens.Generic {
  readonly type: "block-directive";
  readonly name: string;
  readonly attributes: string;
}

/** `:name[words]{…}`; `tokens` are the words. */
export interface InlineDirectiveToken extends Tokens.Generic {
  readonly type: "inline-directive";
  readonly name: string;
  readonly attributes: string;
  /** True when the bracket behind the name is never closed. */
  readonly unclosed: boolean;
}

/** A line that begins with two colons and a letter is a directive, whatever stands before and after it. */
export const blockDirective: TokenizerExtension = {
  name: "block-directive",
  level: "block",
  start: (source) => /^::[a-z]/m.exec(source)?.index,
  tokenizer(source) {
    const match = /^::([a-z][a-z-]*)([^\n]*)(?:\n+|$)/.exec(source);
    if (match === null) return undefined;
    const [raw, name = "", attributes = ""] = match;
    return { type: "block-directive", raw, name, attributes } satisfies BlockDirectiveToken;
  },
};

/** The words may hold Markdown, brackets in pairs, and other directives. */
export const inlineDirective: TokenizerExtension = {
  name: "inline-directive",
  level: "inline",
  start: (source) => /:[a-z][a-z-]*\[/.exec(source)?.index,
  tokenizer(source) {
    const match = /^:([a-z][a-z-]*)\[/.exec(source);
    if (match === null) return undefined;
    const [head, name = ""] = match;
    const end = closingBracket(source, head.length);
    if (end === -1) {
      return {
        type: "inline-directive",
        raw: head,
        name,
        attributes: "",
        unclosed: true,
        tokens: [],
      } satisfies InlineDirectiveToken;
    }
    const attributes = /^\{(?:[^"{}\n]|"(?:[^"\\]|\\.)*")*\}/.exec(source.slice(end + 1))?.[0] ?? "";
    const raw = source.slice(0, end + 1) + attributes;
    const tokens = this.lexer.inlineTokens(source.slice(head.length, end));
    return { type: "inline-directive", raw, name, attributes, unclosed: false, tokens } satisfies InlineDirectiveToken;
  },
};

/** Index of the `]` that closes a bracket opened before `from`, or -1. Brackets in code spans and behind `\` do not count. */
function closingBracket(source: string, from: number): number {
  let depth = 1;
  const mark = /\\.|(`+)(?:.*?[^`])\1(?!`)|[[\]]/gs;
  mark.lastIndex = from;
  for (let match = mark.exec(source); match !== null; match = mark.exec(source)) {
    if (match[0] === "[") depth++;
    else if (match[0] === "]") depth--;
    if (depth === 0) return match.index;
  }
  return -1;
}
