// fails: what only a handler needs is kept
// says: breaks down: case

// The error's variable is struck out for the answer as well, which brings no error.
import type { Case, ErrorWay, Plain } from "@interleave/resume_switch";

/** For each case, the variables that are alive at its beginning. */
type Alive = readonly ReadonlySet<string>[];

export function keptAt(cases: readonly Case[]): readonly (readonly string[])[] {
  const alive = aliveAtStart(cases);
  return cases.map(({ ending }) => ending.kind === "await" ? [...acrossAwait(ending, cases, alive)] : []);
}

/** Sets only grow, so this ends. */
function aliveAtStart(cases: readonly Case[]): Alive {
  const alive = cases.map(() => new Set<string>());
  for (let changed = true; changed;) {
    changed = false;
    for (const [id, one] of [...cases.entries()].reverse()) {
      const now = atStart(one, cases, alive);
      if (now.size > alive[id]!.size) changed = true;
      alive[id] = now;
    }
  }
  return alive;
}

function atStart({ steps, ending, onError }: Case, cases: readonly Case[], alive: Alive): Set<string> {
  const now = new Set<string>();
  const add = (names: Iterable<string>) => {
    for (const name of names) now.add(name);
  };
  switch (ending.kind) {
    case "goto":
      add(alive[ending.to]!);
      break;
    case "branch":
      add([...alive[ending.yes]!, ...alive[ending.no]!, ...readsOf(ending.test)]);
      break;
    case "await":
      add([...acrossAwait(ending, cases, alive), ...readsOf(ending.argument)]);
      break;
    case "throw":
      add([...inHandler(onError, alive), ...readsOf(ending.value)]);
      break;
    case "return":
      add(readsOf(ending.value));
  }
  for (const { target, value } of steps.toReversed()) {
    now.delete(target);
    add(readsOf(value));
  }
  return now;
}

/** Resumed with an answer, it goes on at `to`; with an error, in the handler of that case. */
function acrossAwait(
  { answer, to }: { readonly answer: string; readonly to: number },
  cases: readonly Case[],
  alive: Alive,
): Set<string> {
  const answered = new Set(alive[to]!);
  answered.delete(answer);
  answered.delete(cases[to]!.onError?.into ?? "");
  return answered.union(inHandler(cases[to]!.onError, alive));
}

function inHandler(onError: ErrorWay | null, alive: Alive): Set<string> {
  const needed = new Set(onError === null ? [] : alive[onError.to]!);
  if (onError !== null) needed.delete(onError.into);
  return needed;
}

function readsOf(plain: Plain): string[] {
  switch (plain.kind) {
    case "number":
      return [];
    case "variable":
      return [plain.name];
    case "operation":
    case "and":
      return [...readsOf(plain.left), ...readsOf(plain.right)];
  }
}
