/**
 * Prints a function's fast copy, and the generators that hold the rest of its work from each place where it can stop.
 *
 * `sprint.ts` says how they play together. Every place is a path through the function's statements; the rest from there is what
 * follows on that path, and loops around it go on with their next turn. Without closures in the function its variables can
 * simply be handed over as arguments.
 *
 * The rule: a function has a fast copy if it has a name, holds no function, class, `try`, `switch` that stops, `for`-`in`,
 * `for`-`of`, `var`, `this` or `arguments`, has no two variables of one name in sight, and calls twins only in plain sight:
 * not behind `&&`, `||`, `??`, `?.`, `?:` (but `return a ? b : c` is fine), spread, templates or object literals.
 */
import {
  type Job,
  orRest,
  placeOfNode,
  print,
  printHandedOver,
  printParameters,
  splice,
  STOPS,
} from "./compile_copy.ts";
import { callsTwin, lower, NotStraight, type Step } from "./compile_lower.ts";
import type { Scope } from "./compile_names.ts";
import { againFlag, looksAtHead, printStrips, printTurn, runsInStrips } from "./compile_loops.ts";
import { isShort } from "./compile_short_loops.ts";
import { giveWayText, mustGiveWay, stopText } from "./compile_stops.ts";
import type { Piece } from "./compile_text.ts";
import { type FunctionNode, isApart, isLoop, type Loop, type Node, ownNodes, within } from "./compile_tree.ts";

/** More places than this, and the copies are not worth their text. */
const MAX_RESTS = 16;

const UNSUITED = /^(Try|Switch|ForIn|ForOf)Statement$|^(This|Yield|Class|Arrow|Function)|^Identifier:arguments$/;

/** Whether a function has a fast copy: by trying to print it. */
export function canSprint(job: Job, fn: FunctionNode): boolean {
  const { candidate } = job.plan.twins.get(fn)!;
  if (candidate.binding === null || fn.generator) return false;
  for (const node of ownNodes(fn)) if (!suits(job, node)) return false;
  try {
    new Sprint(job, fn, candidate.name).print();
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
  return new Sprint(job, fn, name).print();
}

/** Puts what follows a place behind the rest of what holds the place. */
type Around = (inner: Piece[]) => Piece[];

class Sprint {
  readonly #job: Job;
  readonly #fn: FunctionNode;
  readonly #name: string;
  readonly #rests: Piece[][] = [];

  constructor(job: Job, fn: FunctionNode, name: string) {
    this.#job = job;
    this.#fn = fn;
    this.#name = name + job.words.mark;
  }

  print(): Piece[] {
    const { words } = this.#job;
    const body = this.#fn.body.type === "BlockStatement"
      ? this.#body(this.#fn.body.body)
      : this.#expressionBody(this.#fn.body);
    return [
      `function ${this.#name}fast(`,
      ...printParameters(this.#job, this.#fn),
      ") { ",
      ...body,
      ` } function* ${this.#name}twin(...given) { let ${words.result}; return `,
      ...orRest(words, [`${this.#name}fast(...given)`]),
      "; }",
      ...this.#rests.flat(),
    ];
  }

  /** The entry's safe point stands behind the tests that may end the function at once. */
  #body(statements: readonly Node[]): Piece[] {
    const guards = statements.findIndex((statement) => statement.type !== "IfStatement" || this.#stops(statement));
    const first = statements[guards];
    if (first === undefined) return this.#list(statements, (inner) => inner);
    const after = statements.slice(guards);
    const entry = this.#giveWay(first, this.#printed(after));
    return [...this.#printed(statements.slice(0, guards)), ...entry, ...this.#list(after, (inner) => inner)];
  }

  #expressionBody(value: Node): Piece[] {
    const entry = (at: Node) => this.#giveWay(at, ["return (", ...print(this.#job, at, STOPS), ");"]);
    if (value.type !== "ConditionalExpression" || callsTwin(this.#job, value.test)) {
      return [...entry(value), ...this.#exit(value, (inner) => inner)];
    }
    return this.#branches(
      value,
      (branch) =>
        callsTwin(this.#job, branch)
          ? [...entry(branch), ...this.#exit(branch, (inner) => inner)]
          : this.#exit(branch, (inner) => inner),
    );
  }

  #branches(value: Node & { type: "ConditionalExpression" }, branch: (value: Node) => Piece[]): Piece[] {
    const test = print(this.#job, value.test, STOPS);
    return ["if (", ...test, ") { ", ...branch(value.consequent), " } else { ", ...branch(value.alternate), " }"];
  }

  #stops(node: Node): boolean {
    if (callsTwin(this.#job, node)) return true;
    return [...within(node, isApart)].some((inner) => isLoop(inner) && !isShort(this.#job, inner));
  }

  /** Statements as they are in a generator. */
  #printed(statements: readonly Node[]): Piece[] {
    return statements.flatMap((statement) => [...this.#closed(statement), " "]);
  }

  #closed(statement: Node): Piece[] {
    const text = print(this.#job, statement, STOPS);
    return statement.type === "VariableDeclaration" ? [...text, ";"] : text;
  }

  #list(statements: readonly Node[], around: Around): Piece[] {
    return statements.flatMap((statement, index) => {
      const after = statements.slice(index + 1);
      return [...this.#statement(statement, (inner) => around([...inner, " ", ...this.#printed(after)])), " "];
    });
  }

  #statement(node: Node, around: Around): Piece[] {
    const job = this.#job;
    if (!this.#stops(node)) return this.#closed(node);
    switch (node.type) {
      case "BlockStatement":
        return ["{ ", ...this.#list(node.body, (inner) => around(["{ ", ...inner, " }"])), " }"];
      case "IfStatement": {
        const steps: Step[] = [];
        const test = lower(job, node.test, steps);
        const printed = (branch: Node | null | undefined) => branch ? ["{ ", ...this.#closed(branch), " }"] : ["{}"];
        const whole = ["if (", ...test, ") ", ...printed(node.consequent), " else ", ...printed(node.alternate)];
        const branch = (part: Node | null | undefined) =>
          part ? ["{ ", ...this.#statement(part, around), " }"] : ["{}"];
        return [
          ...this.#steps(steps, whole, around),
          "if (",
          ...test,
          ") ",
          ...branch(node.consequent),
          " else ",
          ...branch(node.alternate),
        ];
      }
      case "ReturnStatement":
        return this.#exit(node.argument!, around);
      case "ThrowStatement":
        return this.#whole(node.argument, (value) => ["throw ", ...value, ";"], around);
      case "ExpressionStatement":
        return this.#whole(node.expression, (value) => ["(", ...value, ");"], around);
      case "VariableDeclaration":
        return this.#declarations(node, around);
      default:
        return this.#loop(node, around);
    }
  }

  /** Braces keep the names of steps apart from those of the next statement. */
  #whole(value: Node, finish: (value: Piece[]) => Piece[], around: Around): Piece[] {
    const steps: Step[] = [];
    const final = finish(lower(this.#job, value, steps));
    const inBraces: Around = (inner) => around(["{ ", ...inner, " }"]);
    return ["{ ", ...this.#steps(steps, final, inBraces), ...final, " }"];
  }

  #exit(value: Node, around: Around): Piece[] {
    if (value.type === "ConditionalExpression" && !callsTwin(this.#job, value.test)) {
      return this.#branches(value, (branch) => this.#exit(branch, around));
    }
    if (value.type === "CallExpression" && !value.arguments.some((argument) => callsTwin(this.#job, argument))) {
      const callee = this.#job.plan.twinCalledBy(value);
      // What the callee parks is all that is left of this function too.
      if (callee !== null && this.#job.sprints.has(callee)) {
        return ["return ", ...printHandedOver(this.#job, value, "fast", STOPS), ";"];
      }
    }
    return this.#whole(value, (text) => ["return (", ...text, ");"], around);
  }

  #declarations(node: Node & { type: "VariableDeclaration" }, around: Around): Piece[] {
    const printed = node.declarations.map((one): Piece[] => [`${node.kind} `, ...print(this.#job, one, STOPS), "; "]);
    return node.declarations.flatMap(({ id, init }, index) => {
      if (callsTwin(this.#job, id)) throw new NotStraight();
      if (!init || !callsTwin(this.#job, init)) return printed[index]!;
      const steps: Step[] = [];
      const value = lower(this.#job, init, steps);
      const final = [`${node.kind} `, ...print(this.#job, id, STOPS), " = ", ...value, "; "];
      const others = printed.slice(index + 1).flat();
      return [...this.#steps(steps, final, (inner) => around([...inner, ...others])), ...final];
    });
  }

  /** The steps one after another; after each call, the rest in case that the callee parked. */
  #steps(steps: readonly Step[], final: readonly Piece[], around: Around): Piece[] {
    const { words, sprints } = this.#job;
    return steps.flatMap(({ name, call, text }, index): Piece[] => {
      if (call === undefined) return [`const ${name} = `, ...text, "; "];
      const later = steps.slice(index + 1).flatMap((step) => this.#stepInGenerator(step));
      const inner = [`const ${name} = yield* ${words.mark}callee; `, ...later, ...final];
      const named = steps.slice(0, index).map((step) => step.name);
      const calleeName: Piece = [call.node.callee.start, call.node.callee.end];
      if (!sprints.has(call.callee)) {
        const callee = [calleeName, `${words.mark}twin(`, ...text, ")"];
        return ["return ", ...this.#park(inner, { around, at: call.node, callee, named }), " "];
      }
      const park = this.#park(inner, { around, at: call.node, callee: [`${words.takeUp}()`], named });
      const parked = `${name} === undefined && ${words.turns}[1] === 1`;
      return [`const ${name} = `, calleeName, `${words.mark}fast(`, ...text, `); if (${parked}) return `, ...park, " "];
    });
  }

  #stepInGenerator({ name, call, text }: Step): Piece[] {
    const { words, sprints } = this.#job;
    if (call === undefined) return [`const ${name} = `, ...text, "; "];
    const calleeName: Piece = [call.node.callee.start, call.node.callee.end];
    const fast = sprints.has(call.callee);
    const handedOver = [calleeName, `${words.mark}${fast ? "fast" : "twin"}(`, ...text, ")"];
    return [`const ${name} = `, ...fast ? orRest(words, handedOver) : ["yield* ", ...handedOver], "; "];
  }

  #loop(node: Node, around: Around): Piece[] {
    const job = this.#job;
    const labels = new Set<string>();
    let loop = node;
    for (; loop.type === "LabeledStatement"; loop = loop.body) labels.add(loop.label.name);
    const head: Piece = [node.start, loop.start];
    if (!isLoop(loop)) {
      if (labels.size === 0) throw new NotStraight();
      return [head, "{ ", ...this.#statement(loop, (inner) => around([head, "{ ", ...inner, " }"])), " }"];
    }
    if (!runsInStrips(job, loop)) return [head, ...this.#loopInPlace(loop, head, around)];
    const place = placeOfNode(loop);
    const again = againFlag(job, loop);
    const named = again === null ? [] : [again];
    const between = [stopText(job.words, place, "now")];
    const resumed = [
      giveWayText(job.words, place),
      " ",
      ...printStrips(job, loop, { head, labels, between, resumed: true }),
    ];
    const park = [
      `if (${mustGiveWay(job.words, "now")}) return `,
      ...this.#park(resumed, { around, at: loop.body, named }),
    ];
    return printStrips(job, loop, { head, labels, between: park });
  }

  #loopInPlace(loop: Loop, head: Piece, around: Around): Piece[] {
    const job = this.#job;
    const { words } = job;
    const { body } = loop;
    const test = "test" in loop && loop.test ? loop.test : null;
    const update = loop.type === "ForStatement" && loop.update ? loop.update : null;
    const init = loop.type === "ForStatement" && loop.init ? loop.init : null;
    for (const part of [init, test, update]) if (part && callsTwin(job, part)) throw new NotStraight();
    const looks = looksAtHead(job, loop);
    const turn = printTurn(job, body, STOPS, looks === null ? "" : stopText(words, placeOfNode(loop), looks));
    const first = `${words.mark}first${loop.start}`;
    const next = [...update ? [...print(job, update, STOPS), ", "] : [], ...test ? print(job, test, STOPS) : ["true"]];
    // The turn in which the function stopped goes on in the middle; those after it are whole.
    const aroundLoop: Around = (inner) =>
      around([
        head,
        `for (let ${first} = true; ${first} || (`,
        ...next,
        `);) { if (${first}) { ${first} = false; `,
        ...inner,
        " } else ",
        ...turn,
        " }",
      ]);
    const whole = [giveWayText(words, placeOfNode(loop)), " ", ...this.#closed(body)];
    const stop = looks === null ? [] : [
      `if (${mustGiveWay(words, looks)}) return `,
      ...this.#park(whole, { around: aroundLoop, at: body }),
      " ",
    ];
    return [
      ...splice(job, loop, STOPS, loop.start, body.start),
      "{ ",
      ...stop,
      ...this.#statement(body, aroundLoop),
      " }",
      ...splice(job, loop, STOPS, body.end, loop.end),
    ];
  }

  /** At the entry. A function that does not call itself needs no stop there: loops and callees have their own. */
  #giveWay(at: Node, rest: Piece[]): Piece[] {
    const { words, plan } = this.#job;
    if (!plan.callsItself(this.#fn)) return [];
    const inner = [giveWayText(words, placeOfNode(this.#fn)), " ", ...rest];
    return [`if (${mustGiveWay(words, 1)}) return `, ...this.#park(inner, { around: (text) => text, at }), " "];
  }

  /** A call of `park` with the rest of the function, for which a generator is added. */
  #park(inner: Piece[], { around, at, callee, named = [] }: Stop): Piece[] {
    const { park, mark, result } = this.#job.words;
    if (this.#rests.length === MAX_RESTS) throw new NotStraight();
    const name = this.#name + this.#rests.length;
    const handed = [...this.#variablesAt(at), ...named];
    const parameters = [...callee ? [`${mark}callee`] : [], ...handed].join(", ");
    const generator: Piece[] = [];
    this.#rests.push(generator);
    generator.push(` function* ${name}(${parameters}) { let ${result}; { `, ...around(inner), " } }");
    const given = handed.map((variable, index) => index > 0 || callee ? `, ${variable}` : variable);
    return [`${park}(${name}(`, ...callee ?? [], given.join(""), "));"];
  }

  /** The function's variables that have a value at a place. */
  #variablesAt(at: Node): string[] {
    const seen = new Set<string>();
    const found: string[] = [];
    for (let scope: Scope | null = this.#job.names.scopeOf(at); scope !== null; scope = scope.parent) {
      for (const { name, kind, readyAt } of scope.names.values()) {
        if (kind === "other") continue;
        if (seen.has(name)) throw new NotStraight();
        seen.add(name);
        if (readyAt <= at.start) found.push(name);
      }
      if (scope.ofFunction) break;
    }
    return found;
  }
}

/** A place at which a fast copy stops. */
interface Stop {
  readonly around: Around;
  readonly at: Node;
  /** What has parked, or has to run first. */
  readonly callee?: readonly Piece[];
  /** Steps that have been taken. */
  readonly named?: readonly string[];
}
