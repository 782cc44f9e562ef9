/** What the browser downloads besides pages. Types only; `build_assets.ts` makes it. */

/** One file with a content-hashed name: served immutable, precompressed. */
export interface Asset {
  /** `/assets/<name>-<hash>.<js|css|woff2>`. */
  readonly path: string;
  readonly contentType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly gzip: Uint8Array<ArrayBuffer>;
  readonly brotli: Uint8Array<ArrayBuffer>;
}

/** Everything that esbuild made. */
export interface Assets {
  /** By `path`. */
  readonly files: ReadonlyMap<string, Asset>;
  /** Path of the loader script that every page includes. */
  readonly loader: string;
  /** Path of the small script that applies the reader's theme before the first paint. */
  readonly theme: string;
  /** Path of the stylesheet that every page includes. */
  readonly stylesheet: string;
  /** Paths of the fonts that every page needs at once, to preload. */
  readonly fonts: readonly string[];
  /** Island name → path of its module, for the loader. */
  readonly islands: { readonly [name: string]: string };
}
