/** Scripts, styles and fonts: only what is on the list that the build made, immutable since its names are hashes. */
import type { Asset, Assets } from "../_build/assets.ts";
import { preferredEncoding } from "./representation.ts";
import type { Route } from "./route.ts";
import { SCRIPT_POLICY } from "./security.ts";

/** One route for each file. No path is ever turned into a file name. */
export function assetRoutes(assets: Assets): readonly Route[] {
  return [...assets.files].map(([path, asset]) => ({
    method: "GET",
    path,
    answer: ({ request }) => answerWith(asset, request),
  }));
}

function answerWith(asset: Asset, request: Request): Response {
  const headers = {
    "content-type": asset.contentType,
    "cache-control": "public, max-age=31536000, immutable",
    "vary": "accept-encoding",
    ...(asset.path.endsWith(".js") ? { "content-security-policy": SCRIPT_POLICY } : {}),
  };
  const encoding = preferredEncoding(request);
  switch (encoding) {
    case null:
      return new Response(asset.bytes, { headers });
    case "br":
      return new Response(asset.brotli, { headers: { ...headers, "content-encoding": encoding } });
    case "gzip":
      return new Response(asset.gzip, { headers: { ...headers, "content-encoding": encoding } });
  }
}
