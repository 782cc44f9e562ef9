/** A small judge of HTML documents: what a browser would silently repair, and what the page's security policy refuses. */

const VOID = new Set(["area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"]);

/** Elements that cannot stand in a paragraph: a browser would end the paragraph before them. */
const NOT_IN_PARAGRAPH = /^(p|div|section|article|aside|ul|ol|dl|table|pre|figure|h[1-6]|header|footer|nav|form|hr)$/;

interface Tag {
  readonly name: string;
  readonly closing: boolean;
  readonly attributes: ReadonlyMap<string, string>;
}

/** Every fault of a document, in words. None means that it is well-formed, unambiguous and allowed by the policy. */
export function htmlFaults(html: string): readonly string[] {
  const tags = tagsOf(html);
  return [
    ...(html.startsWith("<!doctype html>") ? [] : ["no doctype"]),
    ...nestingFaults(tags),
    ...referenceFaults(tags),
    ...policyFaults(tags, html),
    ...(tags.filter(({ name, closing }) => name === "h1" && !closing).length === 1 ? [] : ["not exactly one h1"]),
  ];
}

function tagsOf(html: string): readonly Tag[] {
  const tags = html.matchAll(/<(\/?)([a-zA-Z][\w-]*)((?:[^<>"]|"[^"]*")*)>/g);
  return [...tags].map(([, slash, name = "", rest = ""]) => ({
    name: name.toLowerCase(),
    closing: slash === "/",
    attributes: new Map(
      [...rest.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map(([, key = "", value = ""]) => [key, value]),
    ),
  }));
}

function nestingFaults(tags: readonly Tag[]): readonly string[] {
  const faults: string[] = [];
  const open: string[] = [];
  let inSvg = 0;
  for (const { name, closing } of tags) {
    if (name === "svg") inSvg += closing ? -1 : 1;
    if (VOID.has(name)) continue;
    // Inside SVG, elements close themselves: only the outer element is followed.
    if (inSvg > 0 && name !== "svg") continue;
    if (closing) {
      const last = open.pop();
      if (last !== name) faults.push(`</${name}> closes <${last}>`);
    } else {
      if (open.includes("p") && NOT_IN_PARAGRAPH.test(name)) faults.push(`<${name}> in a paragraph`);
      open.push(name);
    }
  }
  return [...faults, ...open.map((name) => `<${name}> is never closed`)];
}

function referenceFaults(tags: readonly Tag[]): readonly string[] {
  const ids = tags.map(({ attributes }) => attributes.get("id")).filter((id) => id !== undefined);
  const faults = ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `two elements have the id ${id}`);
  for (const { name, closing, attributes } of tags) {
    const referred = [
      attributes.get("aria-labelledby"),
      attributes.get("for"),
      attributes.get("href")?.match(/^#(.+)/)?.[1],
    ];
    for (const id of referred) {
      if (id !== undefined && !ids.includes(id)) faults.push(`<${name}> refers to ${id}, which is not there`);
    }
    const named = attributes.has("aria-label") || attributes.has("aria-labelledby");
    if (name === "nav" && !closing && !named) faults.push("<nav> without a name");
  }
  return faults;
}

function policyFaults(tags: readonly Tag[], html: string): readonly string[] {
  const faults = tags.filter(({ attributes }) => attributes.has("style")).map(({ name }) => `<${name} style>`);
  if (tags.some(({ name }) => name === "style")) faults.push("<style>");
  for (const { name, attributes } of tags) {
    for (const key of attributes.keys()) if (/^on[a-z]+$/.test(key)) faults.push(`<${name} ${key}>`);
  }
  for (const [script] of html.matchAll(/<script\b[^>]*>[^]*?<\/script>/g)) {
    if (!/^<script\b[^>]* src="\/assets\/[^"]+"[^>]*><\/script>$/.test(script)) faults.push(`inline script ${script}`);
  }
  return faults;
}
