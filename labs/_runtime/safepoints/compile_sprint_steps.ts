/**
 * Expressions in a fast copy: step by step (`compile_lower.ts`), and after each call that may have parked, the copy parks too.
 */
import { type Job, orRest, print, printHandedOver, STOPS } from "./compile_copy.ts";
import { callsTwin, lower, NotStraight, type Step } from "./compile_lower.ts";
import type { Around, Rests } from "./compile_rests.ts";
import type { Piece } from "./compile_text.ts";
import type { Node } from "./compile_tree.ts";

/** A statement made of one expression. Braces keep the names of its steps apart from those of the next statement. */
export function sprintWhole(
  rests: Rests,
  value: Node,
  { finish, around }: { readonly finish: (value: Piece[]) => Piece[]; readonly around: Around },
): Piece[] {
  const steps: Step[] = [];
  const final = finish(lower(rests.job, value, steps));
  const inBraces: Around = (inner) => around(["{ ", ...inner, " }"]);
  return ["{ ", ...sprintSteps(rests, steps, { final, around: inBraces }), ...final, " }"];
}

/** `return`, with as little between the callee's result and the caller as can be. */
export function sprintReturn(rests: Rests, value: Node, around: Around): Piece[] {
  const { job } = rests;
  if (value.type === "ConditionalExpression" && !callsTwin(job, value.test)) {
    return branches(job, value, (branch) => sprintReturn(rests, branch, around));
  }
  if (value.type === "CallExpression" && !value.arguments.some((argument) => callsTwin(job, argument))) {
    const callee = job.plan.twinCalledBy(value);
    // What the callee parks is all that is left of this function too.
    if (callee !== null && job.sprints.has(callee)) {
      return ["return ", ...printHandedOver(job, value, "fast", STOPS), ";"];
    }
  }
  return sprintWhole(rests, value, { finish: (text) => ["return (", ...text, ");"], around });
}

/** `a ? b : c` as an `if`. */
export function branches(
  job: Job,
  value: Node & { type: "ConditionalExpression" },
  branch: (value: Node) => Piece[],
): Piece[] {
  const test = print(job, value.test, STOPS);
  return ["if (", ...test, ") { ", ...branch(value.consequent), " } else { ", ...branch(value.alternate), " }"];
}

/** Declarations, each with the steps of its value. */
export function sprintDeclarations(
  rests: Rests,
  node: Node & { type: "VariableDeclaration" },
  around: Around,
): Piece[] {
  const { job } = rests;
  const printed = node.declarations.map((one): Piece[] => [`${node.kind} `, ...print(job, one, STOPS), "; "]);
  return node.declarations.flatMap(({ id, init }, index) => {
    if (callsTwin(job, id)) throw new NotStraight();
    if (!init || !callsTwin(job, init)) return printed[index]!;
    const steps: Step[] = [];
    const value = lower(job, init, steps);
    const final = [`${node.kind} `, ...print(job, id, STOPS), " = ", ...value, "; "];
    const others = printed.slice(index + 1).flat();
    return [...sprintSteps(rests, steps, { final, around: (inner) => around([...inner, ...others]) }), ...final];
  });
}

/** The steps one after another; after each call, the rest in case that the callee parked. `final` comes after them all. */
export function sprintSteps(
  rests: Rests,
  steps: readonly Step[],
  { final, around }: { readonly final: readonly Piece[]; readonly around: Around },
): Piece[] {
  const { words, sprints } = rests.job;
  return steps.flatMap(({ name, call, text }, index): Piece[] => {
    if (call === undefined) return [`const ${name} = `, ...text, "; "];
    const later = steps.slice(index + 1).flatMap((step) => stepInGenerator(rests.job, step));
    const inner = [`const ${name} = yield* ${words.mark}callee; `, ...later, ...final];
    const named = steps.slice(0, index).map((step) => step.name);
    const calleeName: Piece = [call.node.callee.start, call.node.callee.end];
    if (!sprints.has(call.callee)) {
      const callee = [calleeName, `${words.mark}twin(`, ...text, ")"];
      return ["return ", ...rests.park(inner, { around, at: call.node, callee, named }), " "];
    }
    const park = rests.park(inner, { around, at: call.node, callee: [`${words.takeUp}()`], named });
    const parked = `${name} === undefined && ${words.turns}[1] === 1`;
    return [`const ${name} = `, calleeName, `${words.mark}fast(`, ...text, `); if (${parked}) return `, ...park, " "];
  });
}

function stepInGenerator({ words, sprints }: Job, { name, call, text }: Step): Piece[] {
  if (call === undefined) return [`const ${name} = `, ...text, "; "];
  const calleeName: Piece = [call.node.callee.start, call.node.callee.end];
  const fast = sprints.has(call.callee);
  const handedOver = [calleeName, `${words.mark}${fast ? "fast" : "twin"}(`, ...text, ")"];
  return [`const ${name} = `, ...fast ? orRest(words, handedOver) : ["yield* ", ...handedOver], "; "];
}
