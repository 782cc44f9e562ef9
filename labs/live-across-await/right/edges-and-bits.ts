/**
 * Another way: variables are bits, cases have a mask of what they read first and one of what they write, and ways are a list of
 * edges, each with what it writes itself. Whatever becomes alive at an edge's end is handed back along it. Cases that cannot be
 * reached keep nothing.
 */
import type { Case, Plain } from "@interleave/resume_switch";

interface Edge {
  readonly from: number;
  readonly to: number;
  /** The variable that an answer or an error brings. */
  readonly brings: bigint;
}

export function keptAt(cases: readonly Case[]): readonly (readonly string[])[] {
  const names: string[] = [];
  const bit = (name: string) => {
    if (!names.includes(name)) names.push(name);
    return 1n << BigInt(names.indexOf(name));
  };
  const bits = (plain: Plain): bigint => {
    if (plain.kind === "number") return 0n;
    return plain.kind === "variable" ? bit(plain.name) : bits(plain.left) | bits(plain.right);
  };

  const written = cases.map(({ steps }) => steps.reduce((mask, { target }) => mask | bit(target), 0n));
  const needs = cases.map(({ steps, ending }) => {
    let read = 0n;
    let before = 0n;
    for (const { target, value } of steps) {
      read |= bits(value) & ~before;
      before |= bit(target);
    }
    if (ending.kind === "await") read |= bits(ending.argument) & ~before;
    if (ending.kind === "branch") read |= bits(ending.test) & ~before;
    if (ending.kind === "return" || ending.kind === "throw") read |= bits(ending.value) & ~before;
    return read;
  });

  const edges = cases.flatMap(({ ending, onError }, from): Edge[] => {
    const handled = (way: Case["onError"]) => way === null ? [] : [{ from, to: way.to, brings: bit(way.into) }];
    switch (ending.kind) {
      case "goto":
        return [{ from, to: ending.to, brings: 0n }];
      case "branch":
        return [{ from, to: ending.yes, brings: 0n }, { from, to: ending.no, brings: 0n }];
      case "await":
        return [{ from, to: ending.to, brings: bit(ending.answer) }, ...handled(cases[ending.to]!.onError)];
      case "throw":
        return handled(onError);
      case "return":
        return [];
    }
  });

  const reached = new Set([0]);
  for (const id of reached) for (const edge of edges) if (edge.from === id) reached.add(edge.to);

  const atStart = [...needs];
  const atEnd = cases.map(() => 0n);
  const waiting = [...reached];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    for (const edge of edges.filter(({ to }) => to === id)) {
      atEnd[edge.from]! |= atStart[id]! & ~edge.brings;
      const before = atStart[edge.from]! | (atEnd[edge.from]! & ~written[edge.from]!);
      if (before === atStart[edge.from]) continue;
      atStart[edge.from] = before;
      waiting.push(edge.from);
    }
  }
  return cases.map(({ ending }, id) =>
    ending.kind === "await" && reached.has(id) ? names.filter((name) => (atEnd[id]! & bit(name)) !== 0n) : []
  );
}
