/** A page as bytes: made once, compressed once for each encoding, sent many times. */
import { eTag, ifNoneMatch } from "@std/http/etag";
import { acceptsEncodings } from "@std/http/negotiation";

/** In the order in which we prefer them. */
const ENCODINGS = ["br", "gzip"] as const;

export type Encoding = typeof ENCODINGS[number];

/** The best encoding that the request accepts, or `null` for none. */
export function preferredEncoding(request: Request): Encoding | null {
  // Without the header everything is acceptable, but tools that send none often do not decode.
  if (!request.headers.has("accept-encoding")) return null;
  return ENCODINGS.find((encoding) => acceptsEncodings(request, encoding) === encoding) ?? null;
}

/** One page's bytes, in every encoding that was asked for. */
export class Representation {
  readonly #plain: Uint8Array<ArrayBuffer>;
  readonly #headers: HeadersInit;
  readonly #encoded = new Map<Encoding, Promise<Uint8Array<ArrayBuffer>>>();
  #etag: Promise<string | undefined> | null = null;

  constructor(text: string, headers: Readonly<Record<string, string>>) {
    this.#plain = new TextEncoder().encode(text);
    this.#headers = headers;
  }

  /** The page, or 304 when the request already has it. */
  async answer(request: Request, options: { readonly status?: number } = {}): Promise<Response> {
    const headers = new Headers(this.#headers);
    headers.set("vary", "accept-encoding");
    // Weak: the same page in another encoding is as good.
    const etag = await (this.#etag ??= eTag(this.#plain, { weak: true }));
    if (etag !== undefined) headers.set("etag", etag);
    const status = options.status ?? 200;
    if (status === 200 && !ifNoneMatch(request.headers.get("if-none-match"), etag)) {
      return new Response(null, { status: 304, headers });
    }
    const encoding = preferredEncoding(request);
    if (encoding === null) return new Response(this.#plain, { status, headers });
    headers.set("content-encoding", encoding);
    return new Response(await this.#in(encoding), { status, headers });
  }

  #in(encoding: Encoding): Promise<Uint8Array<ArrayBuffer>> {
    const known = this.#encoded.get(encoding);
    if (known !== undefined) return known;
    const made = compress(this.#plain, encoding);
    this.#encoded.set(encoding, made);
    return made;
  }
}

/** Off the event loop: zlib's asynchronous forms run on threads. Loading node:zlib takes longer than the first page may. */
async function compress(bytes: Uint8Array<ArrayBuffer>, encoding: Encoding): Promise<Uint8Array<ArrayBuffer>> {
  const { brotliCompress, constants, gzip } = await import("node:zlib");
  const packed = Promise.withResolvers<Uint8Array<ArrayBuffer>>();
  const settle = (error: Error | null, result: Uint8Array) =>
    error === null ? packed.resolve(new Uint8Array(result)) : packed.reject(error);
  switch (encoding) {
    case "br":
      // Above 6, each step costs the reader who waits for the first copy far more than it saves.
      brotliCompress(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }, settle);
      break;
    case "gzip":
      gzip(bytes, settle);
      break;
  }
  return await packed.promise;
}
