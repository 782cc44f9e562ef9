// deno-std, the npm form of @std, ships no types: the few functions that the book uses are declared here.

declare module "@std/assert" {
  export class AssertionError extends Error {
    constructor(message: string, options?: ErrorOptions);
  }
  type AnyConstructor = abstract new (...args: never[]) => unknown;
  export function assert(expr: unknown, msg?: string): asserts expr;
  export function assertEquals<T>(actual: T, expected: T, msg?: string): void;
  export function assertNotEquals<T>(actual: T, expected: T, msg?: string): void;
  export function assertStrictEquals<T>(actual: unknown, expected: T, msg?: string): asserts actual is T;
  export function assertExists<T>(actual: T, msg?: string): asserts actual is NonNullable<T>;
  export function assertFalse(expr: unknown, msg?: string): asserts expr is false;
  export function assertGreater<T>(actual: T, expected: T, msg?: string): void;
  export function assertGreaterOrEqual<T>(actual: T, expected: T, msg?: string): void;
  export function assertLess<T>(actual: T, expected: T, msg?: string): void;
  export function assertLessOrEqual<T>(actual: T, expected: T, msg?: string): void;
  export function assertInstanceOf<T extends AnyConstructor>(
    actual: unknown,
    expectedType: T,
    msg?: string,
  ): asserts actual is InstanceType<T>;
  export function assertMatch(actual: string, expected: RegExp, msg?: string): void;
  export function assertNotMatch(actual: string, expected: RegExp, msg?: string): void;
  export function assertStringIncludes(actual: string, expected: string, msg?: string): void;
  export function assertArrayIncludes<T>(actual: ArrayLike<T>, expected: ArrayLike<T>, msg?: string): void;
  export function assertObjectMatch(actual: object, expected: object, msg?: string): void;
  export function assertThrows<E extends Error = Error>(
    fn: () => unknown,
    errorClass?: abstract new (...args: never[]) => E,
    msgIncludes?: string,
    msg?: string,
  ): E;
  export function assertRejects<E extends Error = Error>(
    fn: () => PromiseLike<unknown>,
    errorClass?: abstract new (...args: never[]) => E,
    msgIncludes?: string,
    msg?: string,
  ): Promise<E>;
  export function equal(a: unknown, b: unknown): boolean;
  export function fail(msg?: string): never;
  export function unreachable(reason?: string): never;
}

declare module "@std/front-matter/yaml" {
  export interface Extract<T> {
    readonly frontMatter: string;
    readonly body: string;
    readonly attrs: T;
  }
  export function extract<T = unknown>(text: string): Extract<T>;
}

declare module "@std/yaml" {
  export function parse(
    content: string,
    options?: { readonly schema?: "core" | "json" | "failsafe" | "default" },
  ): unknown;
  export function stringify(value: unknown): string;
}

declare module "@std/http/cookie" {
  export interface Cookie {
    name: string;
    value: string;
    expires?: Date | number;
    maxAge?: number;
    path?: string;
    secure?: boolean;
    httpOnly?: boolean;
    sameSite?: "Strict" | "Lax" | "None";
  }
  export function getCookies(headers: Headers): Record<string, string>;
  export function setCookie(headers: Headers, cookie: Cookie): void;
  export function deleteCookie(headers: Headers, name: string, attributes?: { path?: string; secure?: boolean }): void;
}

declare module "@std/http/etag" {
  export function eTag(entity: string | Uint8Array, options?: { weak?: boolean }): Promise<string | undefined>;
  export function ifNoneMatch(value: string | null, etag: string | undefined): boolean;
}

declare module "@std/http/negotiation" {
  export function acceptsEncodings(request: { readonly headers: Headers }, ...encodings: string[]): string | undefined;
}

declare module "@std/http/status" {
  export const STATUS_CODE: Readonly<
    Record<
      | "OK"
      | "NoContent"
      | "SeeOther"
      | "NotModified"
      | "BadRequest"
      | "Forbidden"
      | "NotFound"
      | "MethodNotAllowed"
      | "Conflict"
      | "ContentTooLarge"
      | "MisdirectedRequest"
      | "UnsupportedMediaType"
      | "TooManyRequests"
      | "InternalServerError"
      | "ServiceUnavailable"
      | "InsufficientStorage",
      number
    >
  >;
  export const STATUS_TEXT: Readonly<Record<number, string>>;
}

declare module "@std/http/server-sent-event-stream" {
  export interface ServerSentEventMessage {
    comment?: string;
    event?: string;
    data?: string;
    id?: string | number;
    retry?: number;
  }
  export class ServerSentEventStream extends TransformStream<ServerSentEventMessage, Uint8Array> {}
}

declare module "@std/http/server-sent-event-parse-stream" {
  export class ServerSentEventParseStream extends TransformStream<Uint8Array, { event?: string; data?: string }> {}
}
