/** Quotation marks as a book prints them: authors type straight ones. */

/** Before a quoted word, or before one that stands in a piece of its own: code, or words in italics. */
const OPENING = /(?<=^|[\s(\[–—/])"(?=[\p{L}\p{N}]|$)/gu;

/** Words with ’ for every apostrophe and “ ” for quotes. Single quotes are not used as quotation marks in the book. */
export function typographic(words: string): string {
  return words.replace(OPENING, "“").replaceAll('"', "”").replaceAll("'", "’");
}
