/** JSPI, the JavaScript Promise Integration of WebAssembly: two functions that TypeScript's declarations do not have yet. */

/** A function that answers with a number, now or later. */
export type Answer = (...given: number[]) => number | Promise<number>;

interface Jspi {
  /** Wraps an import: where it returns a promise, the Wasm code that called it is suspended until that settles. */
  readonly Suspending: new (answer: Answer) => WebAssembly.ImportValue;
  /** Wraps an export: called, it runs on a stack of its own and returns a promise at once. */
  promising(plain: WebAssembly.ExportValue | undefined): (...given: number[]) => Promise<number>;
}

export const { Suspending, promising } = WebAssembly as unknown as Jspi;
