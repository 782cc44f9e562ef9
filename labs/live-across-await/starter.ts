import type { Case, Plain } from "@interleave/resume_switch";

/**
 * For each case the names of the variables that are kept when it suspends; for
 * cases that do not suspend, none. So far every variable is kept, alive or not:
 * CPython's frames and V8's are like that.
 */
export function keptAt(cases: readonly Case[]): readonly (readonly string[])[] {
  const all = new Set<string>();
  for (const { steps, ending, onError } of cases) {
    for (const { target, value } of steps) for (const name of [target, ...readsOf(value)]) all.add(name);
    if (ending.kind === "await") { for (const name of [ending.answer, ...readsOf(ending.argument)]) all.add(name); }
    if (ending.kind === "branch") { for (const name of readsOf(ending.test)) all.add(name); }
    if (ending.kind === "return" || ending.kind === "throw") {
      for (const name of readsOf(ending.value)) all.add(name);
    }
    if (onError !== null) all.add(onError.into);
  }
  return cases.map(({ ending }) => ending.kind === "await" ? [...all] : []);
}

/** Variables that an expression reads. */
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
