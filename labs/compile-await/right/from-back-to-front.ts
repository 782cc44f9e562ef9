/**
 * Another way: from back to front. Each statement is told where to go on, and returns where it begins; so what is behind has
 * a number already, and nothing has to be opened early but the head of a loop. The cases come out in reverse.
 */
import type { Case, ErrorWay, Expression, Plain, Program, Statement } from "@interleave/resume_switch";

interface Around {
  readonly onError: ErrorWay | null;
  readonly breakTo: number;
}

/** What to do with the value of an expression: returns the case that does it. */
type Use = (value: Plain) => number;

export function compile(program: Program): readonly Case[] {
  const cases: Case[] = [];
  let temporaries = 0;

  function add(one: Case): number {
    return cases.push(one) - 1;
  }

  function fresh(): string {
    temporaries += 1;
    return `@${temporaries}`;
  }

  function list(statements: readonly Statement[], next: number, around: Around): number {
    return statements.reduceRight((behind, statement) => begin(statement, behind, around), next);
  }

  function begin(statement: Statement, next: number, around: Around): number {
    const { onError } = around;
    switch (statement.kind) {
      case "assign":
        return use(statement.value, around, (value) => {
          const steps = [{ target: statement.target, value }];
          return add({ steps, ending: { kind: "goto", to: next }, onError });
        });
      case "return":
      case "throw":
        return use(
          statement.value,
          around,
          (value) => add({ steps: [], ending: { kind: statement.kind, value }, onError }),
        );
      case "break":
        return around.breakTo;
      case "if": {
        const yes = list(statement.then, next, around);
        const no = list(statement.otherwise, next, around);
        return use(
          statement.test,
          around,
          (test) => add({ steps: [], ending: { kind: "branch", test, yes, no }, onError }),
        );
      }
      case "while": {
        const again = add({ steps: [], ending: { kind: "goto", to: 0 }, onError });
        const yes = list(statement.body, again, { onError, breakTo: next });
        const head = use(
          statement.test,
          around,
          (test) => add({ steps: [], ending: { kind: "branch", test, yes, no: next }, onError }),
        );
        cases[again] = { steps: [], ending: { kind: "goto", to: head }, onError };
        return head;
      }
      case "try": {
        const handler = list(statement.handler, next, around);
        return list(statement.body, next, { ...around, onError: { into: statement.caught, to: handler } });
      }
    }
  }

  function use(expression: Expression, around: Around, then: Use): number {
    switch (expression.kind) {
      case "number":
      case "variable":
        return then(expression);
      case "operation":
        return use(
          expression.left,
          around,
          (left) => use(expression.right, around, (right) => then({ ...expression, left, right })),
        );
      case "and": {
        const name = fresh();
        const after = then({ kind: "variable", name });
        const into = (value: Plain) =>
          add({ steps: [{ target: name, value }], ending: { kind: "goto", to: after }, onError: around.onError });
        return use(expression.left, around, (left) => {
          const yes = use(expression.right, around, into);
          const no = into(left);
          return add({ steps: [], ending: { kind: "branch", test: left, yes, no }, onError: around.onError });
        });
      }
      case "await": {
        const answer = fresh();
        const to = add({
          steps: [],
          ending: { kind: "goto", to: then({ kind: "variable", name: answer }) },
          onError: around.onError,
        });
        return use(expression.argument, around, (argument) =>
          add({
            steps: [],
            ending: { kind: "await", call: expression.call, argument, answer, to },
            onError: around.onError,
          }));
      }
    }
  }

  const end = add({ steps: [], ending: { kind: "return", value: { kind: "number", value: 0 } }, onError: null });
  const start = list(program.body, end, { onError: null, breakTo: end });
  const last = add({ steps: [], ending: { kind: "goto", to: start }, onError: null });
  return cases.map((one) => renumbered(one, last)).reverse();
}

/** The same case when the list is turned round: what was last is 0. */
function renumbered({ steps, ending, onError }: Case, last: number): Case {
  const turned = (id: number) => last - id;
  const way = onError && { ...onError, to: turned(onError.to) };
  switch (ending.kind) {
    case "goto":
    case "await":
      return { steps, ending: { ...ending, to: turned(ending.to) }, onError: way };
    case "branch":
      return { steps, ending: { ...ending, yes: turned(ending.yes), no: turned(ending.no) }, onError: way };
    default:
      return { steps, ending, onError: way };
  }
}
