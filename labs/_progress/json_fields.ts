/** Reads the fields of a JSON object that came from outside, and refuses by name what does not fit. */

/** Where an integer must lie, both ends included. */
export interface IntegerRange {
  readonly from: number;
  readonly to: number;
}

/**
 * One object's fields. Each is asked for once; `end` then refuses what nobody asked for.
 *
 * Wrong shape throws `TypeError`, out of range `RangeError`; both name the field: `drafts[2].code is a number: expected a string`.
 */
export class JsonFields {
  readonly #fields: ReadonlyMap<string, unknown>;
  readonly #path: string;
  readonly #asked = new Set<string>();

  /** `path` says where the object stands: `""` for the whole, `drafts[2]` for an item. */
  constructor(value: unknown, path = "") {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new TypeError(`${path || "the JSON"} is ${kindOf(value)}: expected an object`);
    }
    this.#fields = new Map(Object.entries(value));
    this.#path = path;
  }

  /** The field's whole name, for messages. */
  pathOf(name: string): string {
    return this.#path === "" ? name : `${this.#path}.${name}`;
  }

  /** The field as it is; `undefined` when it is missing. */
  raw(name: string): unknown {
    this.#asked.add(name);
    return this.#fields.get(name);
  }

  /** A string of at most `maxBytes` in UTF-8. */
  text(name: string, maxBytes: number): string {
    const value = this.raw(name);
    if (typeof value !== "string") throw this.#misfit(name, value, "a string");
    const bytes = new TextEncoder().encode(value).length;
    if (bytes > maxBytes) throw new RangeError(`${this.pathOf(name)} has ${bytes} bytes: at most ${maxBytes} fit`);
    return value;
  }

  /** A permanent id or a slug: words of lower-case letters and digits, joined by hyphens. */
  id(name: string): string {
    const value = this.text(name, 100);
    if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(value)) return value;
    throw new TypeError(`${this.pathOf(name)} is ${JSON.stringify(value)}: expected an id such as first-overlap`);
  }

  integer(name: string, range: IntegerRange): number {
    const value = this.raw(name);
    if (typeof value !== "number" || !Number.isInteger(value)) throw this.#misfit(name, value, "a whole number");
    if (value >= range.from && value <= range.to) return value;
    throw new RangeError(`${this.pathOf(name)} is ${value}: expected ${range.from} to ${range.to}`);
  }

  boolean(name: string): boolean {
    const value = this.raw(name);
    if (typeof value !== "boolean") throw this.#misfit(name, value, "true or false");
    return value;
  }

  oneOf<T extends string | number>(name: string, allowed: readonly T[]): T {
    const value = this.raw(name);
    const found = allowed.find((choice) => choice === value);
    if (found !== undefined) return found;
    throw this.#misfit(name, value, allowed.map((choice) => JSON.stringify(choice)).join(" or "));
  }

  /** A list of objects, each read by `read`. */
  list<T>(name: string, options: { readonly maxItems: number; readonly read: (fields: JsonFields) => T }): T[] {
    const value = this.raw(name);
    if (!Array.isArray(value)) throw this.#misfit(name, value, "a list");
    if (value.length > options.maxItems) {
      throw new RangeError(`${this.pathOf(name)} has ${value.length} items: at most ${options.maxItems} fit`);
    }
    return value.map((item, index) => {
      const fields = new JsonFields(item, `${this.pathOf(name)}[${index}]`);
      const read = options.read(fields);
      fields.end();
      return read;
    });
  }

  /** Refuses fields that were not asked for. */
  end(): void {
    const stray = [...this.#fields.keys()].find((name) => !this.#asked.has(name));
    if (stray === undefined) return;
    const known = [...this.#asked].join(", ");
    throw new TypeError(`${this.pathOf(stray.slice(0, 40))} is not known here: the fields are ${known}`);
  }

  #misfit(name: string, value: unknown, expected: string): TypeError {
    const found = typeof value === "string" ? JSON.stringify(value.slice(0, 40)) : kindOf(value);
    return new TypeError(`${this.pathOf(name)} is ${found}: expected ${expected}`);
  }
}

function kindOf(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
