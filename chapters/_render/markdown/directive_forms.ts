/** Which directives there are and which attributes each takes: the one table of what authors may write. */
import { suggest } from "../author/near_miss.ts";
import type { Place, Problems } from "../author/problems.ts";
import { parseAttributes } from "./attributes.ts";

interface DirectiveForm {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/** On a line of their own: `::name{…}`. */
export const BLOCK_DIRECTIVES: Readonly<Record<string, DirectiveForm>> = {
  lab: { required: ["id"], optional: [] },
  listing: { required: ["file", "caption"], optional: ["region", "output"] },
  figure: { required: ["id", "file", "caption", "alt"], optional: [] },
  compiler: { required: ["id", "files", "caption"], optional: [] },
  ways: { required: ["id", "caption"], optional: [] },
};

/** Inside a line: `:name[words]{…}`. */
export const INLINE_DIRECTIVES: Readonly<Record<string, DirectiveForm>> = {
  note: { required: [], optional: [] },
  term: { required: [], optional: ["id"] },
  ref: { required: ["to"], optional: [] },
};

/** A directive as it was written. */
export interface DirectiveUse {
  readonly name: string;
  /** Braces and what they hold, or empty. */
  readonly attributes: string;
}

/** The attributes of a directive, all required ones there; reports and returns `null` when they are wrong. */
export function readDirective(
  use: DirectiveUse,
  forms: Readonly<Record<string, DirectiveForm>>,
  { place, problems }: { readonly place: Place; readonly problems: Problems },
): ReadonlyMap<string, string> | null {
  const form = Object.hasOwn(forms, use.name) ? forms[use.name] : undefined;
  if (form === undefined) {
    problems.report(place, `unknown directive "${use.name}"`, suggest(use.name, Object.keys(forms)));
    return null;
  }
  const attributes = parseAttributes(use.attributes);
  if (attributes.kind === "malformed") {
    problems.report(place, `${use.name}: ${attributes.what}`, attributes.remedy);
    return null;
  }
  const before = problems.count;
  const { values } = attributes;
  const known = [...form.required, ...form.optional];
  for (const name of values.keys()) {
    if (known.includes(name)) continue;
    problems.report(place, `${use.name}: unknown attribute "${name}"`, suggest(name, known));
  }
  for (const name of form.required) {
    if ((values.get(name) ?? "").trim() !== "") continue;
    problems.report(place, `${use.name}: the attribute "${name}" is missing`, `Add ${name}="…".`);
  }
  return problems.count === before ? values : null;
}
