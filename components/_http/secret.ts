/** Random words that open a learner's progress, and the form in which they are stored. */

/** 128 random bits in hexadecimal: not to be guessed, so nothing else protects what it names. */
export function randomSecret(): string {
  return crypto.getRandomValues(new Uint8Array(16)).toHex();
}

/** SHA-256 in hexadecimal. Enough for secrets of 120 bits and more: there is no dictionary to try. */
export async function hashSecret(secret: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(secret));
  return new Uint8Array(digest).toHex();
}
