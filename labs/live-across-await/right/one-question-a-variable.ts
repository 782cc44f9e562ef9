/** Another way: for each await and each variable, look forward for somebody who reads it before it is written. */
import type { Case, Plain } from "@interleave/resume_switch";

export function keptAt(cases: readonly Case[]): readonly (readonly string[])[] {
  const names = [
    ...new Set(cases.flatMap(({ steps, ending }) => [
      ...steps.flatMap((step) => reads(step.value)),
      ...readAtEnd(ending),
    ])),
  ];
  return cases.map(({ ending }) =>
    ending.kind === "await" ? names.filter((name) => isReadFrom(behind(ending, name), name)) : []
  );

  function isReadFrom(starts: readonly number[], name: string): boolean {
    const seen = new Set(starts);
    for (const id of seen) {
      const { steps, ending, onError } = cases[id]!;
      const first = steps.find(({ target, value }) => target === name || reads(value).includes(name));
      if (first !== undefined) {
        if (reads(first.value).includes(name)) return true;
        continue;
      }
      if (readAtEnd(ending).includes(name)) return true;
      for (const next of nexts(ending, onError, name)) seen.add(next);
    }
    return false;
  }

  function nexts(ending: Case["ending"], onError: Case["onError"], name: string): readonly number[] {
    if (ending.kind === "goto") return [ending.to];
    if (ending.kind === "branch") return [ending.yes, ending.no];
    if (ending.kind === "await") return behind(ending, name);
    return ending.kind === "throw" ? handler(onError, name) : [];
  }

  function behind({ answer, to }: { readonly answer: string; readonly to: number }, name: string): number[] {
    return [...answer === name ? [] : [to], ...handler(cases[to]!.onError, name)];
  }
}

function handler(onError: Case["onError"], name: string): number[] {
  return onError === null || onError.into === name ? [] : [onError.to];
}

function readAtEnd(ending: Case["ending"]): string[] {
  if (ending.kind === "await") return reads(ending.argument);
  if (ending.kind === "branch") return reads(ending.test);
  return ending.kind === "goto" ? [] : reads(ending.value);
}

function reads(plain: Plain): string[] {
  if (plain.kind === "number") return [];
  return plain.kind === "variable" ? [plain.name] : [...reads(plain.left), ...reads(plain.right)];
}
