/** What is alive where: by looking for a way, from each suspension, on which somebody reads a variable that nobody has written. */
import type { Case, ErrorWay, Plain } from "../_runtime/resume_switch/mod.ts";

/** From a suspension to the case that reads: their numbers. */
export type Way = readonly number[];

/** Names in the cases. */
export function namesIn(cases: readonly Case[]): Set<string> {
  const names = new Set<string>();
  for (const { steps, ending, onError } of cases) {
    for (const { target, value } of steps) for (const name of [target, ...readsOf(value)]) names.add(name);
    for (const name of readsAtEnd(ending)) names.add(name);
    if (ending.kind === "await") names.add(ending.answer);
    if (onError !== null) names.add(onError.into);
  }
  return names;
}

/** The shortest way on which the variable, as it is when the case suspends, is read; `null` when there is none. */
export function wayToRead(name: string, suspended: number, cases: readonly Case[]): Way | null {
  const ending = cases[suspended]!.ending;
  if (ending.kind !== "await") return null;
  const seen = new Set<number>();
  const waiting = resumedAt(name, ending, cases).map((id): Way => [suspended, id]);
  for (const way of waiting) {
    const id = way.at(-1)!;
    if (seen.has(id)) continue;
    seen.add(id);
    const found = inside(name, cases[id]!);
    if (found === "read") return way;
    if (found === "untouched") waiting.push(...nextOf(name, cases[id]!, cases).map((next) => [...way, next]));
  }
  return null;
}

/** Cases that can be run. */
export function reachableIn(cases: readonly Case[]): ReadonlySet<number> {
  const reached = new Set([0]);
  for (const id of reached) for (const next of nextOf(null, cases[id]!, cases)) reached.add(next);
  return reached;
}

/** What happens first to a variable in a case. */
function inside(name: string, { steps, ending }: Case): "read" | "written" | "untouched" {
  for (const { target, value } of steps) {
    if (readsOf(value).includes(name)) return "read";
    if (target === name) return "written";
  }
  return readsAtEnd(ending).includes(name) ? "read" : "untouched";
}

/** Where control can go from the end of a case, with the variable untouched if there is a name. */
function nextOf(name: string | null, { ending, onError }: Case, cases: readonly Case[]): number[] {
  switch (ending.kind) {
    case "goto":
      return [ending.to];
    case "branch":
      return [ending.yes, ending.no];
    case "await":
      return resumedAt(name, ending, cases);
    case "throw":
      return handledAt(name, onError);
    case "return":
      return [];
  }
}

function resumedAt(
  name: string | null,
  { answer, to }: { readonly answer: string; readonly to: number },
  cases: readonly Case[],
): number[] {
  return [...(answer === name ? [] : [to]), ...handledAt(name, cases[to]!.onError)];
}

function handledAt(name: string | null, onError: ErrorWay | null): number[] {
  return onError === null || onError.into === name ? [] : [onError.to];
}

function readsAtEnd(ending: Case["ending"]): string[] {
  switch (ending.kind) {
    case "goto":
      return [];
    case "branch":
      return readsOf(ending.test);
    case "await":
      return readsOf(ending.argument);
    case "return":
    case "throw":
      return readsOf(ending.value);
  }
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
