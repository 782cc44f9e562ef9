/**
 * Another way: first a flat list of instructions and labels, as an assembler has it; then the list is cut into cases at its
 * labels and jumps. Names for what is kept are words of letters and digits that the program does not have.
 */
import type { Case, Ending, ErrorWay, Expression, Plain, Program, Statement, Step } from "@interleave/resume_switch";

interface Way {
  readonly into: string;
  readonly to: string;
}

type Line =
  | { readonly kind: "label"; readonly label: string; readonly way: Way | null }
  | { readonly kind: "step"; readonly step: Step }
  | { readonly kind: "jump"; readonly to: string }
  | { readonly kind: "unless"; readonly test: Plain; readonly to: string }
  | { readonly kind: "await"; readonly call: string; readonly argument: Plain; readonly answer: string }
  | { readonly kind: "return" | "throw"; readonly value: Plain };

export function compile(program: Program): readonly Case[] {
  const lines = [...linesOf(program)];
  // A label stands at the beginning of each case: those of the program's jumps, and one behind each line that ends a case.
  const pieces: { readonly label: string; readonly way: Way | null; readonly lines: Line[] }[] = [];
  let way: Way | null = null;
  const open = (label: string) => pieces.push({ label, way, lines: [] });
  open("start");
  for (const line of lines) {
    if (line.kind === "label") {
      way = line.way;
      open(line.label);
      continue;
    }
    pieces.at(-1)!.lines.push(line);
    if (line.kind !== "step") open(`cut ${pieces.length}`);
  }
  const at = (label: string) => pieces.findIndex((piece) => piece.label === label);
  return pieces.map((piece, index): Case => {
    const steps = piece.lines.flatMap((line) => line.kind === "step" ? [line.step] : []);
    const last = piece.lines.findLast((line) => line.kind !== "step");
    const next = Math.min(index + 1, pieces.length - 1);
    const onError: ErrorWay | null = piece.way && { into: piece.way.into, to: at(piece.way.to) };
    return { steps, ending: endingOf(last, next, at), onError };
  });
}

function endingOf(line: Line | undefined, next: number, at: (label: string) => number): Ending {
  switch (line?.kind) {
    case "jump":
      return { kind: "goto", to: at(line.to) };
    case "unless":
      return { kind: "branch", test: line.test, yes: next, no: at(line.to) };
    case "await":
      return { ...line, to: next };
    case "return":
    case "throw":
      return { kind: line.kind, value: line.value };
    default:
      return { kind: "goto", to: next };
  }
}

function linesOf(program: Program): Line[] {
  const lines: Line[] = [];
  const used = new Set(JSON.stringify(program).match(/\w+/g));
  let count = 0;
  let way: Way | null = null;
  let leave = "";

  const fresh = () => {
    do count += 1; while (used.has(`t${count}`));
    return `t${count}`;
  };
  const label = (name: string) => lines.push({ kind: "label", label: name, way });
  const jump = (to: string) => lines.push({ kind: "jump", to });
  const assign = (target: string, value: Plain) => lines.push({ kind: "step", step: { target, value } });
  const all = (statements: readonly Statement[]) => statements.forEach(one);

  function one(statement: Statement): void {
    const [first, second] = [`${fresh()} a`, `${fresh()} b`];
    switch (statement.kind) {
      case "assign":
        assign(statement.target, left(statement.value));
        return;
      case "return":
      case "throw":
        lines.push({ kind: statement.kind, value: left(statement.value) });
        return;
      case "break":
        jump(leave);
        return;
      case "if":
        lines.push({ kind: "unless", test: left(statement.test), to: first });
        all(statement.then);
        jump(second);
        label(first);
        all(statement.otherwise);
        label(second);
        return;
      case "while": {
        const outer = leave;
        label(first);
        lines.push({ kind: "unless", test: left(statement.test), to: second });
        leave = second;
        all(statement.body);
        leave = outer;
        jump(first);
        label(second);
        return;
      }
      case "try": {
        const outer = way;
        way = { into: statement.caught, to: first };
        label(`${first} body`);
        all(statement.body);
        jump(second);
        way = outer;
        label(first);
        all(statement.handler);
        label(second);
      }
    }
  }

  function left(expression: Expression): Plain {
    switch (expression.kind) {
      case "number":
      case "variable":
        return expression;
      case "operation":
        return { ...expression, left: left(expression.left), right: left(expression.right) };
      case "and": {
        const [name, end] = [fresh(), `${fresh()} c`];
        assign(name, left(expression.left));
        lines.push({ kind: "unless", test: { kind: "variable", name }, to: end });
        assign(name, left(expression.right));
        label(end);
        return { kind: "variable", name };
      }
      case "await": {
        const answer = fresh();
        lines.push({ kind: "await", call: expression.call, argument: left(expression.argument), answer });
        return { kind: "variable", name: answer };
      }
    }
  }

  all(program.body);
  lines.push({ kind: "return", value: { kind: "number", value: 0 } });
  return lines;
}
