/**
 * Which functions get a twin.
 *
 * The rule: a function gets a twin if it loops, if it calls itself (directly, or around), or if it calls by name a function
 * that gets one. What is left is bounded: it runs straight through and cannot hold the thread for long, and stays plain,
 * since a call to a generator costs several times a call.
 *
 * A copy contains copies of the functions inside it, so each level of nesting doubles the text. Four levels are the end of
 * that: a function inside four others with twins stays plain.
 */
import type { CallExpression, YieldExpression } from "acorn";
import { isBuiltinCall } from "./compile_builtins.ts";
import { type Candidate, findCandidates, type LeftPlain } from "./compile_candidates.ts";
import type { Names } from "./compile_names.ts";
import { type FunctionNode, isApart, isLoop, type Loop, type Node, ownNodes, within } from "./compile_tree.ts";

/** The decisions about one module. */
export interface Plan {
  /** Functions that get a twin, and why. */
  readonly twins: ReadonlyMap<FunctionNode, { readonly candidate: Candidate; readonly why: string }>;
  readonly leftPlain: readonly LeftPlain[];
  /** Whether a function calls itself, directly or around. */
  callsItself(fn: FunctionNode): boolean;
  /** The function with a twin that a call surely reaches, or `null`. */
  twinCalledBy(call: CallExpression): FunctionNode | null;
  /** The generator function with a twin that `yield* f()` surely delegates to, or `null`. */
  twinDelegatedTo(node: YieldExpression): FunctionNode | null;
  /** Whether a turn of the loop is operators, bounded functions and calls that look for themselves. */
  isCheap(loop: Loop): boolean;
}

const MAX_NESTING = 4;

/** Decides for all functions of a module. */
export function planTwins(program: Node, names: Names): Plan {
  const { candidates, leftPlain } = findCandidates(program, names);
  const byValue = (call: Node): Candidate | null => {
    if (call.type !== "CallExpression" || call.optional) return null;
    const value = names.bindingOf(call.callee)?.value;
    const candidate = value ? candidates.get(value) : undefined;
    return candidate?.binding ? candidate : null;
  };
  const calls = new Map<FunctionNode, Set<FunctionNode>>();
  for (const fn of candidates.keys()) calls.set(fn, new Set(callsIn(fn, byValue)));

  let reasons = reasonsFor(candidates, calls);
  for (const [fn, { around, name }] of candidates) {
    if (!reasons.has(fn) || around.filter((outer) => reasons.has(outer)).length < MAX_NESTING) continue;
    leftPlain.push({ fn, name, why: `it stands inside ${MAX_NESTING} functions with twins` });
    candidates.delete(fn);
  }
  reasons = reasonsFor(candidates, calls);
  const bounded = new Map<FunctionNode, boolean>();

  function isBounded(call: Node): boolean {
    const callee = call.type === "CallExpression" ? byValue(call)?.fn : undefined;
    if (callee === undefined) return isBuiltinCall(call, names);
    if (reasons.has(callee)) return true;
    if (!bounded.has(callee)) {
      bounded.set(callee, false);
      bounded.set(callee, callsOf(ownNodes(callee)).every(isBounded));
    }
    return bounded.get(callee)!;
  }

  return {
    twins: new Map([...reasons].map(([fn, why]) => [fn, { candidate: candidates.get(fn)!, why }])),
    leftPlain,
    callsItself: (fn) => reaches(fn, fn, calls, new Set()),
    twinCalledBy(call) {
      const fn = byValue(call)?.fn;
      return fn !== undefined && !fn.generator && reasons.has(fn) ? fn : null;
    },
    twinDelegatedTo({ delegate, argument }) {
      const fn = delegate && argument ? byValue(argument)?.fn : undefined;
      return fn?.generator && reasons.has(fn) ? fn : null;
    },
    isCheap: (loop) => callsOf(turnOf(loop)).every(isBounded),
  };
}

/** Functions that a function surely calls, or delegates to. */
function* callsIn(fn: FunctionNode, byValue: (call: Node) => Candidate | null): Generator<FunctionNode> {
  for (const node of ownNodes(fn)) {
    const candidate = byValue(node);
    if (candidate !== null) yield candidate.fn;
  }
}

/** Function → why it gets a twin; those that get none are absent. */
function reasonsFor(
  candidates: ReadonlyMap<FunctionNode, Candidate>,
  calls: ReadonlyMap<FunctionNode, ReadonlySet<FunctionNode>>,
): Map<FunctionNode, string> {
  const reasons = new Map<FunctionNode, string>();
  for (const fn of candidates.keys()) {
    if ([...ownNodes(fn)].some(isLoop)) reasons.set(fn, "it loops");
    else if (reaches(fn, fn, calls, new Set())) reasons.set(fn, "it calls itself");
  }
  for (let before = -1; before !== reasons.size;) {
    before = reasons.size;
    for (const [fn, candidate] of candidates) {
      if (reasons.has(fn)) continue;
      const callee = [...calls.get(fn)!].find((called) => reasons.has(called));
      if (callee !== undefined) reasons.set(candidate.fn, `it calls ${candidates.get(callee)?.name}`);
    }
  }
  return reasons;
}

function reaches(
  from: FunctionNode,
  to: FunctionNode,
  calls: ReadonlyMap<FunctionNode, ReadonlySet<FunctionNode>>,
  seen: Set<FunctionNode>,
): boolean {
  for (const callee of calls.get(from) ?? []) {
    if (callee === to) return true;
    if (seen.has(callee)) continue;
    seen.add(callee);
    if (reaches(callee, to, calls, seen)) return true;
  }
  return false;
}

function callsOf(nodes: Iterable<Node>): Node[] {
  const types = ["CallExpression", "NewExpression", "TaggedTemplateExpression", "ImportExpression"];
  return [...nodes].filter((node) => types.includes(node.type));
}

/** A loop's own turn: without the loops inside it, which look for themselves. */
function turnOf(loop: Loop): Node[] {
  const stop = (node: Node) => isApart(node) || isLoop(node);
  return [...within(loop, stop)];
}
