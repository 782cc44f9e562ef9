/** The front matter of `task.md`, read strictly: what is unknown, missing or of the wrong kind is refused by file and line. */
import { extract } from "@std/front-matter/yaml";
import type { LabKind, TaskHeader } from "./lab.ts";
import { RUN_LIMITS } from "./limits.ts";
import type { RunLimits } from "./protocol.ts";

/** A task's header, its text, and the line on which the text begins. */
export interface ParsedTask {
  readonly header: TaskHeader;
  readonly body: string;
  readonly bodyLine: number;
}

const KINDS: readonly LabKind[] = ["deno", "scheduler", "kernel", "machine"];
const SLUG = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Whether a word can be the id of a lab or the slug of a chapter: lower-case words joined by hyphens. */
export function isSlug(word: string): boolean {
  return SLUG.test(word);
}

/** Parses `task.md`. Throws `SyntaxError` that names `file`, the line and the remedy. */
export function parseTask(text: string, file: string): ParsedTask {
  const { attrs, body } = extractFrontMatter(text, file);
  const bodyLine = text.slice(0, text.length - body.length).split("\n").length;
  const fields = new Fields(attrs, text.split("\n").slice(0, bodyLine - 1), file);
  const limits = fields.take("limits", "optional", isRecord, "a list of limits such as `wallMs: 20000`");
  const safePoints = fields.take("safePoints", "optional", isTrue, "true, or leave it out");
  const assemblyScript = fields.take("assemblyScript", "optional", isTrue, "true, or leave it out");
  if (safePoints && assemblyScript) {
    throw fields.errorAt("assemblyScript", "a lab in AssemblyScript has no safe points. Remove one of the two");
  }
  const realKernel = fields.take("realKernel", "optional", isTrue, "true, or leave it out");
  const header: TaskHeader = {
    title: fields.take("title", "needed", isText, "a title"),
    chapter: fields.take("chapter", "needed", isSlugValue, "the slug of a chapter"),
    kind: fields.take("kind", "needed", isKind, `one of ${KINDS.join(", ")}`),
    minutes: fields.take("minutes", "needed", isCount, "a whole number of minutes"),
    points: fields.take("points", "needed", isCount, "a whole number"),
    hints: fields.take("hints", "needed", isHints, "a list of one hint or more, each a text"),
    starterFails: fields.take(
      "starterFails",
      "needed",
      isText,
      "the name of the test that the untouched starter fails",
    ),
    ...(safePoints === undefined ? {} : { safePoints }),
    ...(assemblyScript === undefined ? {} : { assemblyScript }),
    ...(realKernel === undefined ? {} : { realKernel }),
    ...(limits === undefined ? {} : { limits: readLimits(limits, fields) }),
  };
  fields.refuseRest();
  if (body.trim() === "") throw fields.error(bodyLine, "the task has no text. Write below the front matter what to do");
  return { header, body, bodyLine };
}

function extractFrontMatter(text: string, file: string): { attrs: Record<string, unknown>; body: string } {
  try {
    const { attrs, body } = extract<unknown>(text);
    if (isRecord(attrs)) return { attrs, body };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SyntaxError(
      `${file}:1: the front matter cannot be read: ${reason}. Begin with "---", then YAML, then "---".`,
    );
  }
  throw new SyntaxError(`${file}:1: the front matter is empty. Give at least a title.`);
}

/** The fields of a front matter, handed out one by one so that what is left over is known. */
class Fields {
  readonly #values: Map<string, unknown>;
  readonly #lines: readonly string[];
  readonly #file: string;

  constructor(values: Record<string, unknown>, lines: readonly string[], file: string) {
    this.#values = new Map(Object.entries(values));
    this.#lines = lines;
    this.#file = file;
  }

  take<T>(name: string, need: "needed", fits: (value: unknown) => value is T, wanted: string): T;
  take<T>(name: string, need: "optional", fits: (value: unknown) => value is T, wanted: string): T | undefined;
  take<T>(name: string, need: "needed" | "optional", fits: (value: unknown) => value is T, wanted: string) {
    const value = this.#values.get(name);
    this.#values.delete(name);
    if (fits(value)) return value;
    if (value !== undefined) throw this.errorAt(name, `"${name}" is ${JSON.stringify(value)}. Give ${wanted}`);
    if (need === "needed") throw this.error(1, `"${name}" is missing. Give ${wanted}`);
  }

  refuseRest(): void {
    const [unknown] = this.#values.keys();
    if (unknown !== undefined) throw this.errorAt(unknown, `"${unknown}" is not a known field. Correct or remove it`);
  }

  /** An error at the line on which the field stands. */
  errorAt(name: string, sentence: string): SyntaxError {
    const index = this.#lines.findIndex((line) => line.trimStart().startsWith(`${name}:`));
    return this.error(index + 1 || 1, sentence);
  }

  error(line: number, sentence: string): SyntaxError {
    return new SyntaxError(`${this.#file}:${line}: ${sentence}.`);
  }
}

function readLimits(values: Record<string, unknown>, fields: Fields): Partial<RunLimits> {
  const limits: Record<string, number> = {};
  for (const [name, value] of Object.entries(values)) {
    if (!Object.hasOwn(RUN_LIMITS, name)) {
      throw fields.errorAt(name, `"${name}" is not a known limit. Use one of ${Object.keys(RUN_LIMITS).join(", ")}`);
    }
    if (!isCount(value)) {
      throw fields.errorAt(name, `"${name}" is ${JSON.stringify(value)}. Give a whole number above 0`);
    }
    limits[name] = value;
  }
  return limits;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

function isSlugValue(value: unknown): value is string {
  return typeof value === "string" && isSlug(value);
}

function isKind(value: unknown): value is LabKind {
  return KINDS.some((kind) => kind === value);
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0;
}

function isTrue(value: unknown): value is true {
  return value === true;
}

function isHints(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every(isText);
}
