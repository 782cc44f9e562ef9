/** A scheduler of the judge's own, by the rules of the task. */
import { perform, type World } from "./drive.ts";
import type { Programs } from "./judge_programs.ts";

/** What must come of the programs. */
export interface Expected {
  readonly log: readonly string[];
  readonly stuck: readonly string[];
  /** Tasks that failed and that nobody waited for, each with the task whose error it failed with. */
  readonly unheard: ReadonlyMap<string, string>;
}

/** Plays the programs by the rules of the task: a run queue and, for each task, who waits for it. */
export function expectedOf(programs: Programs): Expected {
  interface Played {
    readonly name: string;
    readonly steps: Generator<Played | undefined, unknown, unknown>;
    readonly waiting: Played[];
    on: Played | undefined;
    outcome: { readonly value: unknown; readonly failed: boolean } | undefined;
    heard: boolean;
  }
  const log: string[] = [];
  const played = new Map<string, Played>();
  const owners = new Map<unknown, string>();
  const queue: Played[] = [];
  const world: World<Played> = {
    spawn(program) {
      const steps = perform(program, world);
      const fresh = { name: program.name, steps, waiting: [], on: undefined, outcome: undefined, heard: false };
      played.set(program.name, fresh);
      queue.push(fresh);
    },
    taskNamed: (name) => played.get(name),
    log: (name, text) => void log.push(`${name} ${text}`),
    stops: () => {},
    goesOn: () => {},
    ends: () => {},
    makeError(name) {
      const error = new Error(name);
      owners.set(error, name);
      return error;
    },
    ownerOf: (error) => owners.get(error),
  };
  for (const program of programs) world.spawn(program, "");
  for (let now = queue.shift(); now !== undefined; now = queue.shift()) {
    const heard = now.on?.outcome;
    now.on = undefined;
    try {
      const { done, value } = heard?.failed === true ? now.steps.throw(heard.value) : now.steps.next(heard?.value);
      if (done === true) now.outcome = { value, failed: false };
      else now.on = value as Played | undefined;
    } catch (error) {
      now.outcome = { value: error, failed: true };
    }
    if (now.outcome !== undefined) queue.push(...now.waiting);
    else if (now.on === undefined) queue.push(now);
    else {
      now.on.heard = true;
      (now.on.outcome === undefined ? now.on.waiting : queue).push(now);
    }
  }
  const all = [...played.values()];
  return {
    log,
    stuck: all.filter(({ outcome }) => outcome === undefined).map(({ name }) => name),
    unheard: new Map(
      all.flatMap(({ name, outcome, heard }) =>
        outcome?.failed === true && !heard ? [[name, owners.get(outcome.value) ?? name]] : []
      ),
    ),
  };
}
