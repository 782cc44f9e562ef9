/** Takes the learner's assembly, and runs it on the model CPU for the trace. What is judged is the text alone. */
import { AssemblyError, findText } from "@interleave/machine";
import type { DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";
import { assembleBoth, type LearnersText } from "./drive_assembly.ts";
import { findingWords } from "./drive_findings.ts";
import type { Coroutine, Input } from "./drive_program.ts";
import { type WatchedRun, watchedRun } from "./drive_watch.ts";

/** `null` when the file exports no text of that name. */
export interface Observation {
  readonly learners: LearnersText | null;
}

interface Learner {
  readonly assembly?: unknown;
}

/** An instruction, on the clock of the trace. */
const INSTRUCTION_NS = 1_000;

export async function drive(learner: Learner, input: Input, tools: DriveTools): Promise<Json> {
  const learners = await textOf(learner, tools);
  if (learners !== null) {
    try {
      traced(learners, input, tools);
    } catch (error) {
      // The judge meets the same mistake, and says it.
      if (!(error instanceof AssemblyError)) throw error;
    }
  }
  return { learners } satisfies Observation as unknown as Json;
}

/** Three coroutines that call one another's names, each with its own number in every register. */
export async function example(learner: Learner, tools: DriveTools): Promise<void> {
  const learners = await textOf(learner, tools);
  if (learners === null) throw new TypeError("export the text as `assembly`: the starter shows it");
  const registers = (base: number) => ({ r4: base + 4, r5: base + 5, r6: base + 6, r7: base + 7, r8: base + 8 });
  const hop = (to: string, word: number, base: number) =>
    ({ do: "switch", to, word, registers: registers(base) }) as const;
  const coroutines: Coroutine[] = [
    { name: "page", actions: [hop("scans", 11, 100), hop("route", 22, 110), hop("scans", 33, 120)] },
    { name: "scans", actions: [{ do: "dive", depth: 2, actions: [hop("page", 44, 200), hop("page", 55, 210)] }] },
    { name: "route", actions: [hop("page", 66, 300)] },
  ];
  const { findings, cutShort } = traced(learners, { coroutines }, tools, console.log);
  for (const finding of findings) console.log(`\n${findingWords(finding)}`);
  console.log(cutShort ? "\nThe run ends here." : "\npage returns.");
}

/** The learner's text, and where in the file it stands: the module can be read at its own address. */
async function textOf({ assembly }: Learner, { learnerUrl }: DriveTools): Promise<LearnersText | null> {
  if (typeof assembly !== "string") return null;
  const file = await (await fetch(learnerUrl)).text();
  return { text: assembly, place: findText(assembly, file) };
}

/** Runs the program, and records each instruction and each switch. Throws `AssemblyError`. */
function traced(
  learners: LearnersText,
  input: Input,
  tools: DriveTools,
  say: (line: string) => void = () => {},
): WatchedRun {
  const assembled = assembleBoth(learners, input);
  const names = input.coroutines.map(({ name }) => name);
  const taskOf = (name: string) => names.indexOf(name) + 1;
  let steps = 0;
  tools.traceOn({ nowNs: () => steps * INSTRUCTION_NS });
  for (const name of names) tools.record({ kind: "task-spawned", task: taskOf(name), name });
  tools.record({ kind: "task-started", task: 1 });
  const run = watchedRun(assembled, input, {
    machine(event, step) {
      if (step !== null) steps++;
      // The program behind the learner's text has no lines in the learner's file.
      const isTheirs = step !== null && step.pc < assembled.codeEnd && learners.place !== null;
      const source = isTheirs ? { source: { line: step.line, column: 1 } } : {};
      tools.record({ ...event, ...source });
    },
    switched(from, to) {
      tools.record({ kind: "task-yielded", task: taskOf(from) });
      tools.record({ kind: "task-started", task: taskOf(to) });
      say(`${from} switches to ${to}`);
    },
  });
  tools.record(
    run.cutShort
      ? { kind: "task-failed", task: 1, error: findingWords(run.findings.at(-1)!) }
      : { kind: "task-finished", task: 1 },
  );
  return run;
}
