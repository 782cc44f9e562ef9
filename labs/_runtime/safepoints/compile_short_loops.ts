/**
 * Short loops: those of which the source says how few turns they take.
 *
 *     for (let n = 0; n < 5; n++) totals.push(0);
 *
 * Such a loop is straight code, written in fewer lines: it is over in a moment and needs no safe point. A loop around it
 * counts its turns along with its own.
 *
 * What it leaves out. Bounds that would have to be worked out: `n < 2 * size`, `n < items.length`.
 *
 * How the real one differs. HotSpot leaves out the poll of a counted loop whose turns it can bound, constants or not.
 */
import type { Job } from "./compile_copy.ts";
import { assignedBy } from "./compile_names.ts";
import { isApart, isLoop, type Loop, type Node, within } from "./compile_tree.ts";

/** More turns than these in all, and a loop is not short. A look is due after 1,024. */
const MAX_TURNS = 256;

/** Whether a loop is over in a moment, loops inside it included. */
export function isShort(job: Job, loop: Loop): boolean {
  return turnsOf(job, loop) <= MAX_TURNS;
}

/** What one turn of a loop counts: itself, and the turns of short loops in it. */
export function turnsInTurn(job: Job, loop: Loop): number {
  const inner = loopsIn(loop).map((one) => turnsOf(job, one));
  return inner.filter((turns) => turns <= MAX_TURNS).reduce((sum, turns) => sum + turns, 1);
}

/** Whether a loop is cheap and holds nothing that runs elsewhere: no closure, no twin's call, no `yield`. */
export function isSelfContained({ plan }: Job, loop: Loop): boolean {
  if (!plan.isCheap(loop)) return false;
  for (const node of within(loop, isApart)) {
    if (isApart(node) || node.type === "YieldExpression") return false;
    if (node.type === "CallExpression" && plan.twinCalledBy(node) !== null) return false;
  }
  return true;
}

function turnsOf(job: Job, loop: Loop): number {
  const own = boundOf(job, loop);
  if (own > MAX_TURNS || !isSelfContained(job, loop)) return Infinity;
  const inner = loopsIn(loop).map((one) => turnsOf(job, one));
  return inner.every((turns) => turns <= MAX_TURNS) ? own * inner.reduce((sum, turns) => sum + turns, 1) : Infinity;
}

/** The loops right inside a loop, without those inside them. */
function loopsIn(loop: Loop): Loop[] {
  return [...within(loop, (node) => isApart(node) || isLoop(node))].filter((node) => node !== loop).filter(isLoop);
}

/** Turns of `for (let n = 3; n < 10; n++)`, where nothing else assigns to `n`. */
function boundOf({ names }: Job, loop: Loop): number {
  if (loop.type !== "ForStatement" || loop.init?.type !== "VariableDeclaration" || !loop.test || !loop.update) {
    return Infinity;
  }
  const { init, test, update, body } = loop;
  const [declared] = init.declarations;
  if (init.declarations.length !== 1 || declared === undefined) return Infinity;
  const counter = names.bindingOf(declared.id);
  const counts = (node: Node) => counter !== null && names.bindingOf(node) === counter;
  if (test.type !== "BinaryExpression" || test.operator !== "<" || !counts(test.left)) return Infinity;
  if (update.type !== "UpdateExpression" || update.operator !== "++" || !counts(update.argument)) return Infinity;
  if ([...within(body)].some((node) => assignedBy(node).some(counts))) return Infinity;
  const turns = constantOf(test.right, names) - constantOf(declared.init ?? null, names);
  return Number.isNaN(turns) ? Infinity : Math.max(turns, 0);
}

/** The whole number that an expression is by the look of it, or NaN. */
function constantOf(node: Node | null, names: Job["names"]): number {
  if (node?.type === "Literal") return Number.isSafeInteger(node.value) ? Number(node.value) : NaN;
  const binding = node && names.bindingOf(node);
  return binding?.kind === "const" && !binding.reassigned && binding.init?.type === "Literal"
    ? constantOf(binding.init, names)
    : NaN;
}
