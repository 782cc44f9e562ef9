/** A recovery phrase: 120 random bits as six groups of four characters, `K7QM-2XVD-…`, easy to copy by hand. */

/** Crockford's base 32: no I, L, O or U, so that no character is taken for another (crockford.com/base32.html). */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

const CHARACTERS = 24;

/** A new phrase. */
export function newPhrase(): string {
  const characters = [...crypto.getRandomValues(new Uint8Array(CHARACTERS))].map((byte) => ALPHABET[byte % 32]).join(
    "",
  );
  return characters.replace(/.{4}(?=.)/g, "$&-");
}

/** The phrase as `newPhrase` wrote it, whatever case, spaces and look-alikes were typed; `null` when it can't be one. */
export function readPhrase(typed: string): string | null {
  const characters = typed.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
  if (characters.length !== CHARACTERS || [...characters].some((one) => !ALPHABET.includes(one))) return null;
  return characters.replace(/.{4}(?=.)/g, "$&-");
}
