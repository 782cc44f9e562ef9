/** Functions that a printed class may call, as text; a class is followed by those that it does. */

/** By name; `close` is what the other two call. */
const SUPPORT: readonly (readonly [name: string, text: string])[] = [
  [
    "delegate",
    `
/** One turn of \`yield*\`: the inner iterator hears what this one was told. */
function delegate(inner, how, sent) {
  const method = how === "next" ? inner.next : inner[how];
  if (method !== undefined && method !== null) return method.call(inner, sent);
  if (how === "return") return { value: sent, done: true };
  close(inner);
  throw new TypeError("the inner iterator has no throw method");
}
`,
  ],
  [
    "close",
    `
/** Tells an iterator that nobody will ask it again. */
function close(iterator) {
  const method = iterator.return;
  if (method === undefined || method === null) return;
  const result = method.call(iterator);
  if (Object(result) !== result) throw new TypeError(\`return() gave \${String(result)}, not an object\`);
}
`,
  ],
  [
    "closeQuietly",
    `
/** The same while another error is on its way, which counts for more. */
function closeQuietly(iterator) {
  try {
    close(iterator);
  } catch {
    // The first error goes on.
  }
}
`,
  ],
];

/** What they are called, which a program cannot call its own. */
export const SUPPORT_NAMES: readonly string[] = SUPPORT.map(([name]) => name);

/** The lines of the functions that a text calls: by their bare names, as no method is called. */
export function supportLines(written: string): string[] {
  const called = SUPPORT_NAMES.filter((name) => new RegExp(`(?<![\\w$.])${name}\\(`).test(written));
  return SUPPORT.flatMap(([name, text]) => {
    const isNeeded = called.includes(name) || (name === "close" && called.length > 0);
    return isNeeded ? text.trimEnd().split("\n") : [];
  });
}
