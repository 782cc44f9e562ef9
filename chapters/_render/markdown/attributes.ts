/** The braces behind a directive: `{id="three-in-a-row" caption="Words, \"quoted\" ones too"}`. */

/** Either the attributes, or why they cannot be read. */
export type Attributes =
  | { readonly kind: "attributes"; readonly values: ReadonlyMap<string, string> }
  | { readonly kind: "malformed"; readonly what: string; readonly remedy: string };

/** Reads braces and what they hold. An empty text has no attributes. `\"` is a quote; other backslashes stay for Markdown. */
export function parseAttributes(text: string): Attributes {
  const values = new Map<string, string>();
  if (text.trim() === "") return { kind: "attributes", values };
  const inner = /^\s*\{(.*)\}\s*$/s.exec(text)?.[1];
  if (inner === undefined) return malformed(`"${text.trim()}" is not in braces`);
  const attribute = /\s*([a-z][a-z-]*)="((?:[^"\\]|\\.)*)"(?=\s|$)/ys;
  let end = 0;
  for (let match = attribute.exec(inner); match !== null; match = attribute.exec(inner)) {
    const [, name = "", value = ""] = match;
    if (values.has(name)) return malformed(`"${name}" is given twice`);
    values.set(name, value.replaceAll('\\"', '"'));
    end = attribute.lastIndex;
  }
  const rest = inner.slice(end).trim();
  if (rest !== "") return malformed(`"${rest}" is not an attribute`);
  return { kind: "attributes", values };
}

function malformed(what: string): Attributes {
  return { kind: "malformed", what, remedy: 'Write {name="value" name="value"}; a quote inside a value is \\".' };
}
