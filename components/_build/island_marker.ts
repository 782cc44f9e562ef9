/** What a marker in the page says, read strictly: a typing slip must become a message, never a dead corner of the page. */
import type { ComponentType } from "preact";

/** An island as its marker asks for it. */
export interface IslandCall {
  readonly name: string;
  /** Path of its module. */
  readonly module: string;
  readonly props: Record<string, unknown>;
}

/** Reads `data-island`, `data-module` and `data-props`; throws `TypeError` in words that a reader can pass on. */
export function readMarker(dataset: { readonly [name: string]: string | undefined }): IslandCall {
  const { island: name = "", module, props = "{}" } = dataset;
  if (module === undefined) throw new TypeError(`no module of the name “${name}” was built into this page`);
  const parsed: unknown = JSON.parse(props);
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    throw new TypeError(`the data-props of “${name}” are not an object`);
  }
  return { name, module, props: { ...parsed } };
}

/** The component of an island's module: its default export. */
export function islandComponent(call: IslandCall, module: unknown): ComponentType<Record<string, unknown>> {
  if (typeof module === "object" && module !== null && "default" in module && isComponent(module.default)) {
    return module.default;
  }
  throw new TypeError(`the module of “${call.name}” has no component as its default export`);
}

function isComponent(value: unknown): value is ComponentType<Record<string, unknown>> {
  return typeof value === "function";
}
