import { extname } from "node:path";

/** The media types of what esbuild makes, by extension. */
const TYPES: { readonly [extension: string]: string } = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".woff2": "font/woff2",
};

/** The `Content-Type` of an asset; throws `TypeError` for an extension that no browser is to get. */
export function contentTypeOf(path: string): string {
  const type = TYPES[extname(path)];
  if (type === undefined) throw new TypeError(`${path} has no media type: add its extension in content_type.ts`);
  return type;
}
