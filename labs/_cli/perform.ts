/** Does what a command asks and returns the exit code: 0 passed or done, 1 not passed, 3 the runner broke. */
import { loadLabs } from "../_runner/catalog.ts";
import type { Lab } from "../_runner/lab.ts";
import { checkFile, watchFile } from "./check.ts";
import { type Command, UsageError } from "./command.ts";
import { openDesk } from "./desk.ts";
import type { Folders } from "./folders.ts";
import { listLabs, reportProgress } from "./listing.ts";
import { wrap } from "./report.ts";
import { Workspace } from "./workspace.ts";

/** Performs one command, printing to the terminal. Throws `UsageError` for an unknown lab or a missing file. */
export async function perform(command: Exclude<Command, { kind: "help" }>, folders: Folders): Promise<number> {
  const labs = await loadLabs(folders.labs);
  const workspace = new Workspace(folders.workspace);
  switch (command.kind) {
    case "start":
      return await start(requireLab(labs, command.labId), workspace);
    case "reset":
      return await reset(requireLab(labs, command.labId), workspace);
    case "hint":
      return hint(requireLab(labs, command.labId), command.step);
  }
  const desk = await openDesk(folders, labs);
  try {
    switch (command.kind) {
      case "list":
        console.log(listLabs([...labs.values()], await desk.learner()));
        return 0;
      case "progress":
        console.log(reportProgress([...labs.values()], await desk.learner()));
        return 0;
      case "solution":
        return await solution(requireLab(labs, command.labId), workspace, await desk.learner());
      case "check": {
        const lab = requireLab(labs, command.labId);
        const { file: named, ...options } = command.options;
        const file = named === undefined ? workspace.file(lab.id) : new URL(named, `file://${Deno.cwd()}/`);
        const check = { lab, file, desk, ...options };
        return options.watch ? await watchFile(check) : await checkFile(check);
      }
    }
  } finally {
    await desk.close();
  }
}

function requireLab(labs: ReadonlyMap<string, Lab>, labId: string): Lab {
  const lab = labs.get(labId);
  if (lab !== undefined) return lab;
  throw new UsageError(`There is no lab "${labId}". Say "deno task lab list" for the ids.`);
}

async function start(lab: Lab, workspace: Workspace): Promise<number> {
  const path = `workspace/${lab.id}.ts`;
  if (await workspace.start(lab.id, lab.starter)) {
    console.log(`${path} is yours to edit. Check it with "deno task lab check ${lab.id}".\n`);
    for (const line of lab.task.trim().split("\n")) {
      console.log(line.startsWith("```") ? line : wrap(line, "").join("\n"));
    }
  } else {
    console.log(`${path} is there already and was left as it is. "deno task lab reset ${lab.id}" begins again.`);
  }
  return 0;
}

async function reset(lab: Lab, workspace: Workspace): Promise<number> {
  const kept = await workspace.reset(lab.id, lab.starter);
  const keptName = kept?.pathname.split("/").at(-1);
  console.log(
    `workspace/${lab.id}.ts is the starter again.${keptName ? ` Your file is kept as workspace/${keptName}.` : ""}`,
  );
  return 0;
}

function hint(lab: Lab, step: number): number {
  const text = lab.hints[step - 1];
  if (text === undefined) {
    throw new UsageError(`${lab.id} has ${lab.hints.length} hints: ask for one of 1 to ${lab.hints.length}.`);
  }
  console.log(wrap(`Hint ${step} of ${lab.hints.length}: ${text}`, "").join("\n"));
  if (step < lab.hints.length) console.log(`"deno task lab hint ${lab.id} ${step + 1}" gives away more.`);
  return 0;
}

async function solution(
  lab: Lab,
  workspace: Workspace,
  learner: Awaited<ReturnType<Awaited<ReturnType<typeof openDesk>>["learner"]>>,
): Promise<number> {
  const passed = learner.labs.some((record) => record.labId === lab.id && record.passedAtMs !== null);
  if (!passed && !await workspace.askedBefore(lab.id)) {
    console.log(`You have not passed ${lab.id} yet. Ask once more and you get the solution all the same.`);
    return 1;
  }
  console.log(lab.solution);
  return 0;
}
