/** Two scanners and one thread, first with calls that block, then with select. */
import { createModelKernel, type Kernel, recordKernel, WaitsForEver } from "../../labs/_runtime/kernel/mod.ts";
import { createRecorder, type Trace } from "../../labs/_runtime/trace/mod.ts";
import { type Surely, surely } from "../_listings/surely.ts";

/** Handed what a scanner said. */
type Received = (scanner: number, bytes: Uint8Array) => void;
/** A server of scanners. */
type Serve = (kernel: Surely<Kernel>, scanners: readonly number[], received: Received) => void;

// #region blocking
export const readInTurn: Serve = (kernel, scanners, received) => {
  const buffer = new Uint8Array(512);
  for (;;) {
    for (const scanner of scanners) {
      const count = kernel.read(scanner, buffer); // waits for one
      received(scanner, buffer.slice(0, count));
    }
  }
};
// #endregion

// #region select
export const readWhoIsReady: Serve = (kernel, scanners, received) => {
  const buffer = new Uint8Array(512);
  const sets = { read: scanners, write: [], except: [] };
  for (;;) {
    const ready = kernel.select(sets, -1); // waits for any
    for (const scanner of ready.read) {
      const count = kernel.read(scanner, buffer);
      received(scanner, buffer.slice(0, count));
    }
  }
};
// #endregion

const SPEAKS_MS = { Ghent: [90], Lille: [20, 40, 70] } as const;

/** One scanner that is silent for long and one that is not: what was heard when, and the trace. */
export function heard(serve: Serve): { readonly log: readonly string[]; readonly trace: Trace } {
  const kernel = createModelKernel();
  const outside = surely(kernel);
  const recorder = createRecorder({ clock: "virtual", nowNs: () => kernel.clockGettime(), maxEvents: 1_000 });
  const names = new Map<number, string>();
  for (const [name, moments] of Object.entries(SPEAKS_MS)) {
    const [ours, theirs] = outside.socketpair(0);
    names.set(ours, name);
    for (const ms of moments) {
      kernel.at(ms * 1e6, () => {
        outside.write(theirs, new TextEncoder().encode(`${ms} ms `));
        recorder.record({ kind: "descriptor-ready", descriptor: ours, events: name });
      });
    }
  }
  const log: string[] = [];
  function received(scanner: number, bytes: Uint8Array): void {
    const said = new TextDecoder().decode(bytes).trimEnd();
    log.push(`at ${kernel.clockGettime() / 1e6} ms from ${names.get(scanner)}: ${said}`);
    recorder.record({ kind: "printed", text: said });
  }
  try {
    serve(surely(recordKernel(kernel, recorder)), [...names.keys()], received);
  } catch (thrown) {
    if (!(thrown instanceof WaitsForEver)) throw thrown; // nobody will speak again: here a server sleeps
  }
  return { log, trace: recorder.trace() };
}

if (import.meta.main) {
  console.log("one read after the other");
  for (const line of heard(readInTurn).log) console.log(`  ${line}`);
  console.log("select, then read");
  for (const line of heard(readWhoIsReady).log) console.log(`  ${line}`);
}
