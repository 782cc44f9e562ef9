/** The programs that both loops run: as data, performed on either, and as source text. */
import type { Deferred, World } from "./starter.ts";

export type Block = readonly Step[];

/** One statement of a program. Promises and timers have numbers; every printed text is there once. */
export type Step =
  | { readonly call: "print"; readonly text: string }
  | { readonly call: "throw"; readonly text: string }
  | { readonly call: "queueMicrotask"; readonly body: Block }
  | { readonly call: "setTimeout"; readonly timer: number; readonly ms: number; readonly body: Block }
  | { readonly call: "clearTimeout"; readonly timer: number }
  | { readonly call: "resolve" | "reject"; readonly promise: number; readonly value: Value }
  | { readonly call: "then"; readonly promise: number; readonly links: readonly Link[] };

/** A text, or the number of a promise. */
export type Value = string | number;

/** One `then` of a chain. */
export interface Link {
  readonly fulfilled: Reaction | null;
  readonly rejected: Reaction | null;
}

/** Prints its text and the value that it gets, performs its body, and returns. */
export interface Reaction {
  readonly text: string;
  readonly body: Block;
  readonly returns: Value;
}

export interface Program {
  readonly promises: number;
  readonly main: Block;
}

/** What a program throws. */
export class Failure extends Error {}

/** Performs a program with what a world offers. */
export function perform({ promises, main }: Program, world: World): void {
  const deferred = Array.from({ length: promises }, () => world.defer());
  const timers = new Map<number, number>();
  const valueOf = (value: Value) => typeof value === "number" ? deferred[value] : value;

  function run(block: Block): void {
    for (const step of block) {
      switch (step.call) {
        case "print":
          world.print(step.text);
          break;
        case "throw":
          throw new Failure(step.text);
        case "queueMicrotask":
          world.queueMicrotask(() => run(step.body));
          break;
        case "setTimeout":
          timers.set(step.timer, world.setTimeout(() => run(step.body), step.ms));
          break;
        case "clearTimeout":
          world.clearTimeout(timers.get(step.timer)!);
          break;
        case "resolve":
          deferred[step.promise]!.resolve(valueOf(step.value));
          break;
        case "reject":
          deferred[step.promise]!.reject(new Failure(String(step.value)));
          break;
        case "then": {
          let promise: Pick<Deferred, "then"> = deferred[step.promise]!;
          for (const { fulfilled, rejected } of step.links) {
            promise = promise.then(fulfilled && react(fulfilled), rejected && react(rejected));
          }
        }
      }
    }
  }

  function react({ text, body, returns }: Reaction): (value: unknown) => unknown {
    return (value) => {
      world.print(`${text} (${textOf(value)})`);
      run(body);
      return valueOf(returns);
    };
  }

  run(main);
}

/** What of a value or an error is printed. */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return value instanceof Error ? value.message : `a ${typeof value}`;
}

/** The program as source text. */
export function listing({ promises, main }: Program): string {
  const names = Array.from({ length: promises }, (_, promise) => `p${promise} = defer()`);
  return `${promises === 0 ? "" : `const ${names.join(", ")};\n`}${source(main, "")}`;
}

function source(block: Block, indent: string): string {
  const inner = `${indent}  `;
  const shown = (value: Value) => typeof value === "number" ? `p${value}` : JSON.stringify(value);
  const reaction = (handler: Reaction | null, name: string) =>
    handler === null
      ? "null"
      : `(${name}) => {\n${inner}print(\`${handler.text} (\${${name}})\`);\n${
        handler.body.length === 0 ? "" : `${source(handler.body, inner)}\n`
      }${inner}return ${shown(handler.returns)};\n${indent}}`;
  return block.map((step) => {
    switch (step.call) {
      case "print":
        return `${indent}print(${JSON.stringify(step.text)});`;
      case "throw":
        return `${indent}throw new Error(${JSON.stringify(step.text)});`;
      case "queueMicrotask":
        return `${indent}queueMicrotask(() => {\n${source(step.body, inner)}\n${indent}});`;
      case "setTimeout":
        return `${indent}const t${step.timer} = setTimeout(() => {\n${
          source(step.body, inner)
        }\n${indent}}, ${step.ms});`;
      case "clearTimeout":
        return `${indent}clearTimeout(t${step.timer});`;
      case "resolve":
        return `${indent}p${step.promise}.resolve(${shown(step.value)});`;
      case "reject":
        return `${indent}p${step.promise}.reject(new Error(${shown(step.value)}));`;
      case "then":
        return `${indent}p${step.promise}${
          step.links.map(({ fulfilled, rejected }) =>
            `.then(${reaction(fulfilled, "value")}${rejected === null ? "" : `, ${reaction(rejected, "reason")}`})`
          ).join("")
        };`;
    }
  }).join("\n");
}
