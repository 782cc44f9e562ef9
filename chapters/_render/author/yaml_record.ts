/**
 * YAML read strictly: a field is asked for by name and kind, and what nobody asked for is a mistake.
 *
 * Scalars stay the texts that the author typed (YAML's failsafe schema): `0.10`, `yes` and `1e3` are not silently turned
 * into something else in a prompt or an expected output.
 */
import { parse } from "@std/yaml";
import { suggest } from "./near_miss.ts";
import type { Place, Problems } from "./problems.ts";
import { fieldLine, itemLines, listLines } from "./yaml_lines.ts";

/** One mapping with the lines it was written on. Wrong fields are reported and read as empty; see `Problems`. */
export class YamlRecord {
  readonly #fields: Readonly<Record<string, unknown>>;
  readonly #lines: readonly string[];
  readonly #place: Place;
  readonly #problems: Problems;
  readonly #asked = new Set<string>();

  private constructor(
    fields: Readonly<Record<string, unknown>>,
    where: { readonly lines: readonly string[]; readonly place: Place; readonly problems: Problems },
  ) {
    this.#fields = fields;
    this.#lines = where.lines;
    this.#place = where.place;
    this.#problems = where.problems;
  }

  /** Parses a mapping whose first line is at `place`; reports and returns `null` when it is none. */
  static parse(yaml: string, place: Place, problems: Problems): YamlRecord | null {
    const value = parseYaml(yaml, place, problems);
    if (value === undefined) return null;
    if (isMapping(value)) return new YamlRecord(value, { lines: yaml.split("\n"), place, problems });
    problems.report(place, "this is not a list of fields", "Write `name: value`, one field a line.");
    return null;
  }

  /** Parses a list of mappings; an empty text is an empty list. */
  static parseList(yaml: string, place: Place, problems: Problems): YamlRecord[] {
    const value = parseYaml(yaml, place, problems) ?? [];
    const lines = yaml.split("\n");
    return readRecords(value, { lines, items: listLines(lines), place, problems });
  }

  /** Place of a field, for messages about its value. */
  at(name: string): Place {
    return { file: this.#place.file, line: this.#place.line + fieldLine(this.#lines, name) };
  }

  /** Place where the text of a field begins: the line below the name when it is written as a block (`|`, `>`). */
  textAt(name: string): Place {
    const place = this.at(name);
    const isBlock = /:\s*[|>][+-]?\d?\s*$/.test(this.#lines[fieldLine(this.#lines, name)] ?? "");
    return isBlock ? { file: place.file, line: place.line + 1 } : place;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#fields, name);
  }

  /** A required text that is not empty. */
  text(name: string): string {
    return this.optionalText(name) ?? this.#missing(name) ?? "";
  }

  optionalText(name: string): string | undefined {
    this.#asked.add(name);
    if (!this.has(name)) return undefined;
    const value = this.#fields[name];
    if (typeof value === "string" && value.trim() !== "") return value.replace(/\n$/, "");
    this.#problems.report(this.at(name), `"${name}" is not a text`, "Write the words after the colon.");
    return "";
  }

  /** A required number from `least` to `most`, both included. */
  number(name: string, bounds: { readonly least?: number; readonly most?: number } = {}): number {
    return this.optionalNumber(name, bounds) ?? this.#missing(name) ?? 0;
  }

  optionalNumber(
    name: string,
    { least = -Infinity, most = Infinity }: { readonly least?: number; readonly most?: number } = {},
  ): number | undefined {
    this.#asked.add(name);
    if (!this.has(name)) return undefined;
    const text = String(this.#fields[name]).replaceAll("_", "");
    const value = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
    if (value >= least && value <= most) return value;
    const range = least === -Infinity && most === Infinity ? "" : ` from ${least} to ${most}`;
    this.#problems.report(this.at(name), `"${name}" is not a number${range}`, "Write digits, as in 20 or 0.5.");
    return 0;
  }

  /** A required list of texts; may be empty. */
  texts(name: string): readonly string[] {
    this.#asked.add(name);
    if (!this.has(name)) return this.#missing(name) ?? [];
    const value = this.#fields[name];
    if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
    this.#problems.report(this.at(name), `"${name}" is not a list of texts`, "Write one item a line: `- words`.");
    return [];
  }

  /** A list of records; none when the field is not there. */
  records(name: string): YamlRecord[] {
    this.#asked.add(name);
    if (!this.has(name)) return [];
    const where = { lines: this.#lines, items: itemLines(this.#lines, name), problems: this.#problems };
    return readRecords(this.#fields[name], { ...where, place: this.#place, field: this.at(name) });
  }

  /** Reports the fields that nobody asked for. Call it when all were read. */
  finish(): void {
    for (const name of Object.keys(this.#fields).filter((name) => !this.#asked.has(name))) {
      this.#problems.report(this.at(name), `unknown field "${name}"`, suggest(name, this.#asked));
    }
  }

  #missing(name: string): undefined {
    this.#problems.report(this.#place, `the field "${name}" is missing`, `Add \`${name}: …\`.`);
    return undefined;
  }

  /** Makes the record of one list item. */
  static item(value: Readonly<Record<string, unknown>>, where: RecordPlace): YamlRecord {
    return new YamlRecord(value, where);
  }
}

interface RecordPlace {
  readonly lines: readonly string[];
  readonly place: Place;
  readonly problems: Problems;
}

function readRecords(
  value: unknown,
  where: RecordPlace & { readonly items: readonly { start: number; end: number }[]; readonly field?: Place },
): YamlRecord[] {
  const { lines, items, place, problems } = where;
  if (!Array.isArray(value)) {
    problems.report(where.field ?? place, "this is not a list", "Write one item a line, each after a dash.");
    return [];
  }
  return value.flatMap((item: unknown, index) => {
    const range = items[index] ?? { start: 0, end: lines.length };
    const itemPlace = { file: place.file, line: place.line + range.start };
    if (isMapping(item)) {
      return [YamlRecord.item(item, { lines: lines.slice(range.start, range.end), place: itemPlace, problems })];
    }
    problems.report(itemPlace, "this item has no fields", "Write `- name: value` and its other fields below.");
    return [];
  });
}

/** `undefined` when it is not YAML (reported). */
function parseYaml(yaml: string, place: Place, problems: Problems): unknown {
  try {
    return parse(yaml, { schema: "failsafe" });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const [what = "", line = "1"] = /^(.*?) at line (\d+)/s.exec(error.message)?.slice(1) ?? [error.message];
    const here = { file: place.file, line: place.line + Number(line) - 1 };
    problems.report(here, `not YAML: ${what}`, "Put a value that holds a colon or begins with a sign in quotes.");
    return undefined;
  }
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
