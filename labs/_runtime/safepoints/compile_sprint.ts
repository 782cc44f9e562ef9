/**
 * Which functions have a fast copy, and how it begins. `sprint.ts` says how fast copies and generators play together.
 *
 * The rule: a function has a fast copy if it has a name, holds no function, class, `try`, `switch` that stops, `for`-`in`,
 * `for`-`of`, `var`, `this` or `arguments`, has no two variables of one name in sight, and calls twins only in plain sight:
 * not behind `&&`, `||`, `??`, `?.`, `?:` (but `return a ? b : c` is fine), spread, templates or object literals.
 *
 * A function that calls itself looks at its entry, behind the tests that may end it at once. One that does not needs no safe
 * point there: what it does for long, it does in loops and callees.
 */
import { type Job, orRest, print, printParameters, STOPS } from "./compile_copy.ts";
import { callsTwin, NotStraight } from "./compile_lower.ts";
import { bare, Rests } from "./compile_rests.ts";
import { inGenerator, sprintList, stopsInside } from "./compile_sprint_statements.ts";
import { branches, sprintReturn } from "./compile_sprint_steps.ts";
import type { Piece } from "./compile_text.ts";
import { type FunctionNode, isApart, isLoop, type Node, ownNodes, within } from "./compile_tree.ts";

const UNSUITED = /^(Try|Switch|ForIn|ForOf)Statement$|^(This|Yield|Class|Arrow|Function)|^Identifier:arguments$/;

/** Whether a function has a fast copy: by trying to print it. */
export function canSprint(job: Job, fn: FunctionNode): boolean {
  const { candidate } = job.plan.twins.get(fn)!;
  if (candidate.binding === null || fn.generator) return false;
  for (const node of ownNodes(fn)) if (!suits(job, node)) return false;
  try {
    printSprint(job, fn, candidate.name);
    return true;
  } catch (error) {
    if (error instanceof NotStraight) return false;
    throw error;
  }
}

function suits(job: Job, node: Node): boolean {
  if (node.type === "SwitchStatement") {
    return ![...within(node, isApart)].some((inner) => isLoop(inner) || callsTwin(job, inner));
  }
  if (node.type === "VariableDeclaration") return node.kind === "let" || node.kind === "const";
  if (node.type === "Identifier") {
    const binding = job.names.bindingOf(node);
    return node.name !== "arguments" && !(binding?.kind === "const" && binding.reassigned);
  }
  return !UNSUITED.test(node.type);
}

/** The fast copy of a function, the generators that continue it, and the twin, which begins with the fast copy. */
export function printSprint(job: Job, fn: FunctionNode, name: string): Piece[] {
  const { words } = job;
  const rests = new Rests(job, fn, name);
  const body = fn.body.type === "BlockStatement" ? sprintBody(rests, fn.body.body) : sprintExpression(rests, fn.body);
  return [
    `function ${rests.name}fast(`,
    ...printParameters(job, fn),
    ") { ",
    ...body,
    ` } function* ${rests.name}twin(...given) { let ${words.result}; return `,
    ...orRest(words, [`${rests.name}fast(...given)`]),
    "; }",
    ...rests.text(),
  ];
}

function sprintBody(rests: Rests, statements: readonly Node[]): Piece[] {
  const { job } = rests;
  const guards = statements.findIndex((statement) => statement.type !== "IfStatement" || stopsInside(job, statement));
  const first = statements[guards];
  if (first === undefined) return sprintList(rests, statements, bare);
  const after = statements.slice(guards);
  return [
    ...inGenerator(job, ...statements.slice(0, guards)),
    ...entry(rests, first, inGenerator(job, ...after)),
    ...sprintList(rests, after, bare),
  ];
}

/** `(n) => …` */
function sprintExpression(rests: Rests, value: Node): Piece[] {
  const { job } = rests;
  const looking = (at: Node): Piece[] => [
    ...entry(rests, at, ["return (", ...print(job, at, STOPS), ");"]),
    ...sprintReturn(rests, at, bare),
  ];
  if (value.type !== "ConditionalExpression" || callsTwin(job, value.test)) return looking(value);
  return branches(
    job,
    value,
    (branch) => callsTwin(job, branch) ? looking(branch) : sprintReturn(rests, branch, bare),
  );
}

function entry(rests: Rests, at: Node, rest: readonly Piece[]): Piece[] {
  const { job: { plan }, fn } = rests;
  return plan.callsItself(fn) ? rests.stop(1, { rest, place: fn, at, around: bare }) : [];
}
