/**
 * A gateway's day, on the model and on Linux: hand scanners connect to the learner's server, send, read, and go. All of it
 * happens on one thread: the scanners act while the server waits in `epollWait`, and at no other time.
 */
import { createModelKernel, type Kernel, type ModelKernel } from "@interleave/kernel";
import type { DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";
import { Day } from "./drive_gateway.ts";

/** One thing that a scanner does. */
export interface Step {
  readonly scanner: number;
  /**
   * `send` hands bytes to the scanner, which goes on to write them as fast as the socket takes them; `read` reads once;
   * `finish` ends the scanner's own direction when all is written; `vanish` closes at once; `check` reads all that comes
   * and notes, when nothing more does, how far it got.
   */
  readonly act: "connect" | "send" | "read" | "finish" | "vanish" | "check";
  /** For `send` and `read`. */
  readonly bytes: number;
}

export interface Input {
  readonly on: "model" | "linux";
  readonly key: string;
  readonly steps: readonly Step[];
  /** Scanners act not only when the server has nothing to do: so many steps each time that it waits. */
  readonly crowd: number;
}

/** How far a scanner had got when it was looked at. */
export interface Check {
  readonly scanner: number;
  readonly sent: number;
  readonly received: number;
  /** The scanner has read the end. */
  readonly ended: boolean;
  /** Bytes of all scanners that the server had read and not written. */
  readonly held: number;
  /** Connections that the server holds open, and scanners that are still connected. */
  readonly open: number;
  readonly connected: number;
  readonly at: number;
}

export interface Observation {
  /** Why there was no run, on a machine without the real kernel. */
  readonly without: string | null;
  readonly exported: boolean;
  readonly returned: boolean;
  readonly checks: readonly Check[];
  /** The first byte that is not the scanner's own, or not in its place. */
  readonly wrong: { readonly scanner: number; readonly place: number; readonly at: number } | null;
  /** A call from which the server never came back. */
  readonly hang: { readonly call: string; readonly message: string; readonly at: number } | null;
  /** A call that was made again and again while it could only say EAGAIN. */
  readonly insists: { readonly call: string; readonly at: number } | null;
  /** How often the server woke many times in a row and did nothing, and what it was woken by. */
  readonly busy: { readonly times: number; readonly wokenBy: string; readonly at: number } | null;
  /** Bytes of one scanner that the server had read and not yet written. */
  readonly mostHeld: { readonly bytes: number; readonly at: number };
  /** Descriptors that the server opened and did not close. */
  readonly leaked: number;
  readonly calls: number;
  readonly endedAt: number;
}

interface Learner {
  readonly serve?: unknown;
}

/** What the learner writes. */
export type Serve = (kernel: Kernel, listener: number, stop: number) => void;

/** What a call of the server takes in the model. */
const CALL_NS = 1_000;

// Model and drive share these with the learner's module, which finds them as they are.
for (const shared of [Array.prototype, Map.prototype, Reflect, Object.getPrototypeOf(Uint8Array.prototype)]) {
  Object.freeze(shared);
}

export function drive(learner: Learner, input: Input, tools: DriveTools): Json {
  return live(learner, input, tools) as unknown as Json;
}

/** Three scanners: one sends a record, one a night's worth of them, and one says that it is done. */
export function example(learner: Learner, tools: DriveTools): void {
  const step = (scanner: number, act: Step["act"], bytes = 0): Step => ({ scanner, act, bytes });
  const steps = [
    step(0, "connect"),
    step(1, "connect"),
    step(2, "connect"),
    step(0, "send", 120),
    step(0, "check"),
    step(1, "send", 300_000),
    step(0, "send", 80),
    step(0, "check"),
    step(1, "check"),
    step(2, "send", 250_000),
    step(2, "finish"),
    step(2, "check"),
  ];
  for (const on of ["linux", "model"] as const) {
    const seen = live(learner, { on, key: "1", steps, crowd: 0 }, tools);
    if (!seen.exported) throw new TypeError("export a function serve: the starter shows its signature");
    if (seen.without !== null) continue;
    console.log(`\n${on === "linux" ? "On Linux" : "On the model"}:`);
    for (const { scanner, sent, received, ended } of seen.checks) {
      const end = ended ? ", and then the end" : "";
      console.log(`  scanner ${scanner} has sent ${sent} bytes and got ${received} back${end}`);
    }
    if (seen.busy !== null) console.log(`  the server kept waking up for nothing, woken by ${seen.busy.wokenBy}`);
    if (seen.insists !== null) console.log(`  the server called ${seen.insists.call} over and over, and heard EAGAIN`);
    if (seen.hang !== null) console.log(`  the server hangs: ${seen.hang.message}`);
    console.log(`  ${seen.calls} system calls; serve ${seen.returned ? "returned" : "never returned"}`);
  }
}

const NOTHING_SEEN: Observation = {
  without: null,
  exported: true,
  returned: false,
  checks: [],
  wrong: null,
  hang: null,
  insists: null,
  busy: null,
  mostHeld: { bytes: 0, at: 0 },
  leaked: 0,
  calls: 0,
  endedAt: 0,
};

function live(learner: Learner, input: Input, tools: DriveTools): Observation {
  const { serve } = learner;
  if (typeof serve !== "function") return { ...NOTHING_SEEN, exported: false };
  if (input.on === "linux") {
    const kernel = tools.realKernel();
    if (typeof kernel === "string") return { ...NOTHING_SEEN, without: kernel };
    return new Day(kernel, input, tools).run(serve as Serve, () => {});
  }
  const model: ModelKernel = createModelKernel();
  tools.traceOn({ nowNs: () => model.clockGettime() });
  return new Day(model, input, tools).run(serve as Serve, () => model.advance(CALL_NS));
}
