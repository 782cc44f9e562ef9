/** Names for addresses: lower-case words joined by hyphens. */

/** What ids in the book look like. */
export const KEBAB = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** "What runs, when?" → `what-runs-when`. Empty when the text has no letter or digit. */
export function slugOf(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f'’]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
