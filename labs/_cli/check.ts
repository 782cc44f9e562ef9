/** `lab check`: runs the lab's tests on a file, once or after each save, and reports. */
import type { Lab } from "../_runner/lab.ts";
import { RUNNER_LIMITS } from "../_runner/limits.ts";
import type { RunResult } from "../_runner/protocol.ts";
import { UsageError } from "./command.ts";
import type { Desk } from "./desk.ts";
import { reportResult } from "./report.ts";

/** What to check, where, and how to say it. */
export interface Check {
  readonly lab: Lab;
  readonly file: URL;
  readonly desk: Desk;
  readonly json: boolean;
  readonly seed?: number;
}

/** Editors save in several steps: one check follows when the file has been quiet for this long. */
const QUIET_MS = 80;

/** Checks once; returns the exit code. */
export async function checkFile(check: Check): Promise<number> {
  const code = await readLearnerFile(check);
  const result = await grade(check, code);
  if (check.json) console.log(JSON.stringify(result));
  else console.log(reportResult(result, { colour: Deno.stdout.isTerminal() && !Deno.noColor }));
  if (result.outcome === "runner-fault") return 3;
  return result.outcome === "passed" ? 0 : 1;
}

/** Checks now and after each save, until the reader interrupts; returns the last exit code. */
export async function watchFile(check: Check): Promise<number> {
  let exitCode = await checkFile(check);
  const folder = new URL("./", check.file).pathname;
  using watcher = Deno.watchFs(decodeURIComponent(folder), { recursive: false });
  const stop = () => watcher.close();
  Deno.addSignalListener("SIGINT", stop);
  console.log("Watching: save the file to check again, Ctrl+C to stop.");
  let checked = await readLearnerFile(check);
  for await (const _ of watcher) {
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    const code = await readLearnerFile(check);
    if (code === checked || code === "") continue;
    checked = code;
    exitCode = await checkFile(check);
  }
  Deno.removeSignalListener("SIGINT", stop);
  return exitCode;
}

async function grade(check: Check, code: string): Promise<RunResult> {
  const request = {
    labId: check.lab.id,
    code,
    mode: "grade",
    ...(check.seed === undefined ? {} : { seed: check.seed }),
  } as const;
  for await (const event of check.desk.check(request)) {
    if (event.type === "done") return event.result;
    if (check.json) continue;
    if (event.type === "stdout") console.log(event.text.replace(/\n$/, ""));
    if (event.type === "stderr") console.error(event.text.replace(/\n$/, ""));
  }
  throw new Error("the runner ended without a result; run the command again");
}

async function readLearnerFile(check: Check): Promise<string> {
  const path = decodeURIComponent(check.file.pathname);
  try {
    const code = await Deno.readTextFile(check.file);
    const bytes = new TextEncoder().encode(code).length;
    if (bytes <= RUNNER_LIMITS.sourceBytes) return code;
    throw new UsageError(`${path} has ${bytes} bytes; a lab's file may have ${RUNNER_LIMITS.sourceBytes}. Shorten it.`);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new UsageError(`There is no file ${path}. "deno task lab start ${check.lab.id}" makes it.`);
  }
}
