/** Compression ahead of time: each asset is compressed once, as hard as it pays, and then served as it is. */
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** An asset's bytes in the encodings that browsers ask for. */
export interface Compressed {
  readonly gzip: Uint8Array<ArrayBuffer>;
  readonly brotli: Uint8Array<ArrayBuffer>;
}

/** Compresses on the thread pool. `fast` spends little time on it, for development. */
export async function compress(bytes: Uint8Array, options: { fast: boolean }): Promise<Compressed> {
  const level = options.fast ? 1 : constants.Z_BEST_COMPRESSION;
  const quality = options.fast ? 1 : constants.BROTLI_MAX_QUALITY;
  const [gzipped, brotli] = await Promise.all([
    promisify(gzip)(bytes, { level }),
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }),
  ]);
  return { gzip: new Uint8Array(gzipped), brotli: new Uint8Array(brotli) };
}
