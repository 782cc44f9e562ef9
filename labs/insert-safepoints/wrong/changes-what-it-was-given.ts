// fails: the program that was handed in is not changed
// says: the pass changed it

// The parser's tree belongs to others too.
import type { Body, Fn, Program, Statement } from "../starter.ts";

const SAFE_POINT: Statement = { kind: "safe point" };

export function insertSafePoints(program: Program): Program {
  const bounded = boundedIn(program);
  for (const fn of program) if (!bounded.has(fn.name)) (fn.body as Statement[]).unshift(SAFE_POINT);
  return program.map((fn) => {
    const body = fn.body.map(withLoopHeads);
    return { ...fn, body: body };
  });
}

/** Grows from the leaves: a circle of calls never gets in, since each of its functions waits for another. */
function boundedIn(program: Program): Set<string> {
  const bounded = new Set<string>();
  for (let before = -1; before !== bounded.size;) {
    before = bounded.size;
    for (const fn of program) if (isBounded(fn, bounded)) bounded.add(fn.name);
  }
  return bounded;
}

function isBounded({ body }: Fn, bounded: ReadonlySet<string>): boolean {
  const statements = body.flatMap(allIn);
  return statements.every(({ kind }) => kind !== "loop") &&
    statements.every((statement) => statement.kind !== "call" || bounded.has(statement.callee));
}

function allIn(statement: Statement): Statement[] {
  return "body" in statement ? [statement, ...listOf(statement.body).flatMap(allIn)] : [statement];
}

function withLoopHeads(statement: Statement): Statement {
  if (!("body" in statement)) return statement;
  const body = listOf(statement.body).map(withLoopHeads);
  return { ...statement, body: statement.kind === "loop" ? [SAFE_POINT, ...body] : body };
}

function listOf(body: Body): readonly Statement[] {
  return "kind" in body ? [body] : body;
}
