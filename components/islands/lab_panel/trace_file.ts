/** The trace as a file that Perfetto opens. */
import { toChromeTrace } from "../../../labs/_runtime/trace/chrome_trace.ts";
import type { Trace } from "../../../labs/_runtime/trace/trace.ts";

/** Hands the file to the reader's browser as a download. */
export function saveTrace(trace: Trace, name: string): void {
  const file = new Blob([JSON.stringify(toChromeTrace(trace))], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser has taken the address when the click returns; the file itself it may still be reading.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
