/** Another way: asks of each function what it can reach, and builds bodies with a stack of open lists. */
import type { Body, Program, Statement } from "../starter.ts";

export function insertSafePoints(program: Program): Program {
  const bodies = new Map(program.map(({ name, body }) => [name, body]));

  function runsLong(name: string, path: readonly string[]): boolean {
    if (path.includes(name)) return true;
    return some(bodies.get(name) ?? [], (statement) => {
      if (statement.kind === "call") return runsLong(statement.callee, [...path, name]);
      return statement.kind === "loop";
    });
  }

  return program.map(({ name, body }) => ({ name, body: rewrite(body, runsLong(name, [])) }));
}

function some(body: Body, asks: (statement: Statement) => boolean): boolean {
  const list = Array.isArray(body) ? body as readonly Statement[] : [body as Statement];
  return list.some((statement) => asks(statement) || "body" in statement && some(statement.body, asks));
}

function rewrite(body: Body, stops: boolean): Statement[] {
  const result: Statement[] = stops ? [{ kind: "safe point" }] : [];
  for (const statement of Array.isArray(body) ? body as readonly Statement[] : [body as Statement]) {
    if (statement.kind === "loop" || statement.kind === "if") {
      result.push({ ...statement, body: rewrite(statement.body, statement.kind === "loop") });
    } else {
      result.push(statement);
    }
  }
  return result;
}
