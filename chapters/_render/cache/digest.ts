/** Names for contents: equal contents, equal names. */

/** SHA-256 over texts, as hex. The length of each goes in before it, so that `["ab", "c"]` is not `["a", "bc"]`. */
export async function digest(texts: readonly string[]): Promise<string> {
  const bytes = new TextEncoder().encode(texts.map((text) => `${text.length}:${text}`).join(""));
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}
