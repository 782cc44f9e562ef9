/** The words of Markdown without their marks: for search, for counting, for heading ids. */
import type { Token } from "marked";
import { childrenOf } from "./token_walk.ts";

/** Blocks are separated by a space; fences and directives that stand by themselves have no words. */
export function plainText(tokens: readonly Token[]): string {
  return tokens.map(textOf).join("").replace(/\s+/g, " ").trim();
}

/** How many words a plain text has. */
export function countWords(text: string): number {
  return text.match(/\S*[\p{L}\p{N}]\S*/gu)?.length ?? 0;
}

function textOf(token: Token): string {
  switch (token.type) {
    case "code":
    case "block-directive":
    case "def":
      return " ";
    case "br":
    case "space":
      return " ";
  }
  const children = childrenOf(token);
  if (children.length === 0) return "text" in token && typeof token.text === "string" ? token.text : "";
  const inner = children.map(textOf).join(token.type === "table" ? " " : "");
  if (token.type === "inline-directive" && token.name === "note") return ` ${inner} `;
  return INLINE.has(token.type) ? inner : `${inner} `;
}

const INLINE = new Set(["strong", "em", "del", "link", "text", "inline-directive"]);
