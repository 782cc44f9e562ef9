/** One program, run as a generator and as an async function: line by line the same. */
import type { DriveTools } from "../_runner/lab.ts";
import type { Program, Value } from "./drive.ts";

/** What bodies print to and wait for. */
export interface World {
  print(who: string, text: string): void;
  record: DriveTools["record"];
  valueOf(value: Value): unknown;
}

/** The text of one of them; `null` for anything else. */
export let textOf: (error: unknown) => string | null;

/** What bodies throw and promises are rejected with. */
export class PageError extends Error {
  override readonly name = "PageError";
  readonly #text: string;

  constructor(text: string) {
    super(text);
    this.#text = text;
  }

  static {
    textOf = (error) => typeof error === "object" && error !== null && #text in error ? error.#text : null;
  }
}

/** The program as a generator: line by line the same as `asyncProgram`. */
export function* generatorProgram(program: Program, world: World): Generator<unknown, unknown, unknown> {
  const { name, statements, returns } = program;
  world.print(name, "begins");
  for (const statement of statements) {
    if (statement.do === "throw") throw new PageError(statement.text);
    if (statement.do === "loop") {
      for (let time = 0; time < statement.times; time++) yield time;
      world.print(name, `waited ${statement.times} times for what was ready`);
      continue;
    }
    if (!statement.guarded) {
      world.print(name, `got ${words(yield world.valueOf(statement.value))}`);
      continue;
    }
    try {
      world.print(name, `got ${words(yield world.valueOf(statement.value))}`);
    } catch (error) {
      world.print(name, `caught ${words(error)}`);
    } finally {
      world.print(name, "cleans up");
    }
  }
  world.print(name, "returns");
  return world.valueOf(returns);
}

/** The program as an async function. */
export async function asyncProgram(program: Program, world: World): Promise<unknown> {
  const { name, statements, returns } = program;
  world.print(name, "begins");
  for (const statement of statements) {
    if (statement.do === "throw") throw new PageError(statement.text);
    if (statement.do === "loop") {
      for (let time = 0; time < statement.times; time++) await time;
      world.print(name, `waited ${statement.times} times for what was ready`);
      continue;
    }
    if (!statement.guarded) {
      world.print(name, `got ${words(await world.valueOf(statement.value))}`);
      continue;
    }
    try {
      world.print(name, `got ${words(await world.valueOf(statement.value))}`);
    } catch (error) {
      world.print(name, `caught ${words(error)}`);
    } finally {
      world.print(name, "cleans up");
    }
  }
  world.print(name, "returns");
  return world.valueOf(returns);
}

/** A value as it is printed: an error of another's making shows its message, a promise or a thenable only what it is. */
export function words(value: unknown): string {
  const text = textOf(value);
  if (text !== null) return `the error '${text}'`;
  switch (typeof value) {
    case "string":
      return `'${value}'`;
    case "undefined":
      return "undefined";
    case "object":
      break;
    default:
      return typeof value === "number" ? `${value}` : `a ${typeof value}`;
  }
  if (value === null) return "null";
  try {
    if (value instanceof Error) return `the error '${value.message}'`;
    return value instanceof Promise ? "a promise" : "an object";
  } catch {
    return "an object";
  }
}
