// fails: an if goes one of two ways, and only what is not behind a return goes on
// says: goes on at

// The list of cases is not begun anew.
import type { Case, Ending, ErrorWay, Expression, Plain, Program, Statement, Step } from "@interleave/resume_switch";

export function compile(program: Program): readonly Case[] {
  return new Compiler(program).compile();
}

/** A case that is being written. */
interface OpenCase {
  readonly id: number;
  readonly steps: Step[];
  ending: Ending | null;
  readonly onError: ErrorWay | null;
}

const opened: OpenCase[] = [];

class Compiler {
  readonly #program: Program;
  readonly #cases: OpenCase[] = opened;
  readonly #from = opened.length;
  /** What takes an error here, for the cases that are opened here. */
  #onError: ErrorWay | null = null;
  /** Where a `break` leads. */
  #afterLoop: number | null = null;
  #temporaries = 0;
  #current: OpenCase;

  constructor(program: Program) {
    this.#program = program;
    this.#current = this.#open();
  }

  compile(): readonly Case[] {
    this.#statements(this.#program.body);
    this.#end({ kind: "return", value: { kind: "number", value: 0 } });
    return this.#cases.slice(this.#from).map(({ steps, ending, onError }) => ({ steps, ending: ending!, onError }));
  }

  #open(): OpenCase {
    const opened: OpenCase = { id: this.#cases.length, steps: [], ending: null, onError: this.#onError };
    this.#cases.push(opened);
    return opened;
  }

  /** Ends the case. What stands behind a `return` finds it ended, and is not reached. */
  #end(ending: Ending): void {
    this.#current.ending ??= ending;
  }

  #goto({ id }: OpenCase): void {
    this.#end({ kind: "goto", to: id });
  }

  #set(target: string, value: Plain): void {
    if (this.#current.ending === null) this.#current.steps.push({ target, value });
  }

  /** A name that no program uses: theirs have no `$`. */
  #temporary(): string {
    this.#temporaries += 1;
    return `$${this.#temporaries}`;
  }

  #statements(statements: readonly Statement[]): void {
    for (const statement of statements) this.#statement(statement);
  }

  #statement(statement: Statement): void {
    switch (statement.kind) {
      case "assign":
        return this.#set(statement.target, this.#plain(statement.value));
      case "return":
      case "throw":
        return this.#end({ kind: statement.kind, value: this.#plain(statement.value) });
      case "break":
        return this.#end({ kind: "goto", to: this.#afterLoop! });
      case "if": {
        const [yes, no, after] = [this.#open(), this.#open(), this.#open()];
        this.#end({ kind: "branch", test: this.#plain(statement.test), yes: yes.id, no: no.id });
        this.#current = yes;
        this.#statements(statement.then);
        this.#goto(after);
        this.#current = no;
        this.#statements(statement.otherwise);
        this.#goto(after);
        this.#current = after;
        return;
      }
      case "while": {
        const [head, body, after] = [this.#open(), this.#open(), this.#open()];
        this.#goto(head);
        this.#current = head;
        this.#end({ kind: "branch", test: this.#plain(statement.test), yes: body.id, no: after.id });
        this.#current = body;
        const outer = this.#afterLoop;
        this.#afterLoop = after.id;
        this.#statements(statement.body);
        this.#afterLoop = outer;
        this.#goto(head);
        this.#current = after;
        return;
      }
      case "try": {
        const [handler, after] = [this.#open(), this.#open()];
        const outer = this.#onError;
        this.#onError = { into: statement.caught, to: handler.id };
        const body = this.#open();
        this.#goto(body);
        this.#current = body;
        this.#statements(statement.body);
        this.#goto(after);
        this.#onError = outer;
        this.#current = handler;
        this.#statements(statement.handler);
        this.#goto(after);
        this.#current = after;
      }
    }
  }

  /** What is left of an expression when all that suspends in it has been written. */
  #plain(expression: Expression): Plain {
    switch (expression.kind) {
      case "number":
      case "variable":
        return expression;
      case "operation":
        return { ...expression, left: this.#plain(expression.left), right: this.#plain(expression.right) };
      case "and": {
        const value = this.#temporary();
        const [right, after] = [this.#open(), this.#open()];
        this.#set(value, this.#plain(expression.left));
        this.#end({ kind: "branch", test: { kind: "variable", name: value }, yes: right.id, no: after.id });
        this.#current = right;
        this.#set(value, this.#plain(expression.right));
        this.#goto(after);
        this.#current = after;
        return { kind: "variable", name: value };
      }
      case "await": {
        const argument = this.#plain(expression.argument);
        const [answer, resumed] = [this.#temporary(), this.#open()];
        this.#end({ kind: "await", call: expression.call, argument, answer, to: resumed.id });
        this.#current = resumed;
        return { kind: "variable", name: answer };
      }
    }
  }
}
