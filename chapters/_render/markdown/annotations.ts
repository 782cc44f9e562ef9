/** What a check learns about the tokens of a text, kept until they become HTML. */
import type { Token } from "marked";
import type { InlineForm } from "./inline_forms.ts";

/** The tag of a heading and its id, if it has one. */
export interface HeadingForm {
  readonly tag: string;
  readonly id?: string;
  /** Of the heading's tokens. Without the `{#id}` that an author may end it with. */
  readonly words: readonly Token[];
}

/** By token: a token without an entry was reported as wrong, or needs none. */
export class Annotations {
  readonly inline = new Map<Token, InlineForm>();
  readonly headings = new Map<Token, HeadingForm>();
  /** HTML of fences. */
  readonly code = new Map<Token, string>();
}
