/** An answer that is a refusal: thrown anywhere while a request is handled, sent by the handler. */
import { STATUS_CODE } from "@std/http/status";

/** `message` is one sentence for the learner: what, where, and the remedy. */
export class HttpError extends Error {
  override readonly name = "HttpError";
  readonly status: number;
  readonly headers: HeadersInit;

  constructor(
    status: keyof typeof STATUS_CODE,
    message: string,
    options: { readonly headers?: HeadersInit; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.status = STATUS_CODE[status];
    this.headers = options.headers ?? {};
  }
}
