/** What a text points at. Addresses are known when it is rendered; whether they lead anywhere, only the whole book knows. */
import type { Place } from "./author/problems.ts";

/** One use of something that is defined elsewhere, with the place where it stands. */
export type Link =
  & Place
  & (
    | { readonly kind: "term"; readonly id: string }
    | { readonly kind: "lab"; readonly id: string }
    | { readonly kind: "figure"; readonly id: string }
    | { readonly kind: "chapter"; readonly slug: string; readonly heading?: string }
  );

/** Reads `to="figure:three-in-a-row"` and its like; `null` when it is of no known form. */
export function parseTarget(to: string, place: Place): Link | null {
  const match = /^(figure|lab|chapter):([a-z0-9-]+)(?:#([a-z0-9-]+))?$/.exec(to);
  if (match === null) return null;
  const [, kind, id = "", heading] = match;
  if (kind === "chapter") return { ...place, kind, slug: id, ...(heading === undefined ? {} : { heading }) };
  if (heading !== undefined) return null;
  return { ...place, kind: kind === "lab" ? "lab" : "figure", id };
}

/** Address of what a link points at, as the pages name things (`components/pages`). */
export function hrefOf(link: Link): string {
  switch (link.kind) {
    case "term":
      return `/glossary#${link.id}`;
    case "lab":
      return `/labs/${link.id}`;
    case "figure":
      return `#figure-${link.id}`;
    case "chapter":
      return `/chapters/${link.slug}${link.heading === undefined ? "" : `#${link.heading}`}`;
  }
}
