/**
 * Stackful: WebAssembly on a stack of its own, suspended by JSPI. The code is plain. It calls `ask` as if that came back at
 * once, and could do so from any depth; the engine puts the whole stack aside until the promise that `ask` gave has settled.
 *
 * What it leaves out. A scheduler: `labs/_runtime/stacks` is one.
 *
 * How the real ones differ. Go and Java switch stacks without a promise. JSPI goes through one, so a switch here costs what
 * a promise costs, and the exchange of stacks on top of it.
 */
import { beginInVain, TurnDesk } from "./turn_desk.ts";
import type { Way } from "./way.ts";

/** The report, in AssemblyScript: TypeScript's syntax, compiled to WebAssembly. */
export const REPORT = `
// #region report
export function report(days: i32): i32 {
  let total = 0;
  for (let day = 0; day < days; day++) {
    const parcels = ask(day);
    total += parcels;
  }
  return total;
}
// #endregion
`;

/** What AssemblyScript's compiler made of it, in base64, so that a browser needs no compiler. A test makes it again. */
export const REPORT_MODULE =
  "AGFzbQEAAAABBgFgAX8BfwIMAQRkZXNrA2FzawAAAwIBAAUDAQAABxMCBnJlcG9ydAABBm1lbW9yeQIACiUBIwECfw" +
  "NAIAAgAUoEQCABEAAgAmohAiABQQFqIQEMAQsLIAIL";

type Ask = (day: number) => Promise<number>;

/** The two functions that JSPI adds. */
interface PromiseIntegration {
  Suspending: new (call: Ask) => WebAssembly.ExportValue;
  promising(entry: unknown): (days: number) => Promise<number>;
}

/** Whether this engine has JSPI. */
export function offersStacks(): boolean {
  return "WebAssembly" in globalThis && "Suspending" in WebAssembly && "promising" in WebAssembly;
}

/** The report as a function that suspends its stack wherever it asks. Throws `TypeError` where the engine has no JSPI. */
function reportOnAStack(ask: Ask): (days: number) => Promise<number> {
  if (!offersStacks()) throw new TypeError("stackWay: this engine has no JSPI; ask `offersStacks` first");
  const { Suspending, promising } = WebAssembly as typeof WebAssembly & PromiseIntegration;
  const bytes = Uint8Array.from(atob(REPORT_MODULE), (sign) => sign.charCodeAt(0));
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { desk: { ask: new Suspending(ask) } });
  return promising(exports.report);
}

/** Stacks of WebAssembly. */
export const stackWay: Way = {
  name: "stacks",
  begin: () =>
    beginInVain((ask) => {
      inVain ??= reportOnAStack(ask);
      return inVain(2);
    }),
  pair(days) {
    const desk = new TurnDesk();
    const report = reportOnAStack((day) => desk.ask(day));
    return () => desk.both(() => report(days));
  },
};

/** One module for all that wait: its code is not what a waiting report takes. */
let inVain: ((days: number) => Promise<number>) | undefined;
