/** Statements in a fast copy, each with what is around it: the copy parks that too when it stops inside. */
import { type Job, print, STOPS } from "./compile_copy.ts";
import { callsTwin, lower, type Step } from "./compile_lower.ts";
import type { Around, Rests } from "./compile_rests.ts";
import { isShort } from "./compile_short_loops.ts";
import { sprintLoop } from "./compile_sprint_loops.ts";
import { sprintDeclarations, sprintReturn, sprintSteps, sprintWhole } from "./compile_sprint_steps.ts";
import type { Piece } from "./compile_text.ts";
import { isApart, isLoop, type Node, within } from "./compile_tree.ts";

/** Whether a fast copy can stop inside a node: it calls a twin there, or loops for long. */
export function stopsInside(job: Job, node: Node): boolean {
  if (callsTwin(job, node)) return true;
  return [...within(node, isApart)].some((inner) => isLoop(inner) && !isShort(job, inner));
}

/** Statements as they are in a generator. */
export function inGenerator(job: Job, ...statements: readonly Node[]): Piece[] {
  return statements.flatMap((statement) => {
    const text = print(job, statement, STOPS);
    return statement.type === "VariableDeclaration" ? [...text, "; "] : [...text, " "];
  });
}

/** A list of statements. */
export function sprintList(rests: Rests, statements: readonly Node[], around: Around): Piece[] {
  return statements.flatMap((statement, index) => {
    const after = inGenerator(rests.job, ...statements.slice(index + 1));
    return [...sprintStatement(rests, statement, (inner) => around([...inner, " ", ...after])), " "];
  });
}

/** One statement. Throws `NotStraight` at what a fast copy cannot hold. */
export function sprintStatement(rests: Rests, node: Node, around: Around): Piece[] {
  const { job } = rests;
  if (!stopsInside(job, node)) return inGenerator(job, node);
  switch (node.type) {
    case "BlockStatement":
      return ["{ ", ...sprintList(rests, node.body, (inner) => around(["{ ", ...inner, " }"])), " }"];
    case "IfStatement":
      return sprintIf(rests, node, around);
    case "ReturnStatement":
      return sprintReturn(rests, node.argument!, around);
    case "ThrowStatement":
      return sprintWhole(rests, node.argument, { finish: (value) => ["throw ", ...value, ";"], around });
    case "ExpressionStatement":
      return sprintWhole(rests, node.expression, { finish: (value) => ["(", ...value, ");"], around });
    case "VariableDeclaration":
      return sprintDeclarations(rests, node, around);
    default:
      return sprintLoop(rests, node, around);
  }
}

function sprintIf(rests: Rests, node: Node & { type: "IfStatement" }, around: Around): Piece[] {
  const { consequent, alternate } = node;
  const steps: Step[] = [];
  const test = lower(rests.job, node.test, steps);
  const either = (branch: (part: Node) => Piece[]): Piece[] => [
    ...["if (", ...test, ") { "],
    ...branch(consequent),
    " } else {",
    ...alternate ? branch(alternate) : [],
    "}",
  ];
  return [
    ...sprintSteps(rests, steps, { final: either((part) => inGenerator(rests.job, part)), around }),
    ...either((part) => sprintStatement(rests, part, around)),
  ];
}
