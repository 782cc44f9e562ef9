/**
 * Small programs out of a list of numbers: each number is a choice, and a list that has ended chooses the simplest.
 *
 * Programs end: loops are short, functions call each other with a smaller `d`, and every function pays one from a purse at
 * its entry, which throws when it is empty. What they do can be seen: they push to `log`, and return or throw.
 */

/** How many functions a program has besides `main`. */
const FUNCTIONS = 4;

/** Writes one program; `main(n)` returns what it saw, and every other function is reached from it. */
export function writeProgram(choices: readonly number[]): string {
  return new Writer(choices).program();
}

class Writer {
  readonly #choices: readonly number[];
  #next = 0;
  #names = 0;
  /** A straight function holds only what a fast copy can hold: see `compile_sprint.ts`. */
  #straight = false;
  /** Names that may be read, and those that may be assigned. */
  #readable: string[] = [];
  #assignable: string[] = [];
  #labels: string[] = [];

  constructor(choices: readonly number[]) {
    this.#choices = choices;
  }

  program(): string {
    const functions = Array.from({ length: FUNCTIONS }, (_, index) => this.#function(index)).join("\n");
    return `let log = [], purse = 0, state = 1, two = 2;
function pay() { if (--purse < 0) throw new RangeError("the purse is empty") }
function note(x) { log.push(x); state += 1; return x }
class Depot { constructor(x) { this.x = x } get twice() { let s = 0; for (let i = 0; i < 2; i++) s += this.x; return s } add(y) { for (let i = 0; i < 2; i++) this.x += y; return this.x } }
function* several(n, d) { for (let i = 0; i < n; i++) { const got = yield i; if (got) log.push("got " + got) } return f0(d - 1, n, 1) }
function* both(n, d) { const end = yield* several(n, d); yield end; }
${functions}
export function main(n) {
  log = []; purse = 150; state = 1;
  const results = [];
  for (const f of [f0, f1, f2, f3]) results.push(f.name + f.length);
  results.push(f0(3, n, 1)); results.push(f1(3, n, 2)); results.push(f2(3, n, 3)); results.push(f3(2, n, 4));
  return results;
}
export const seen = () => log;
`;
  }

  #pick(limit: number): number {
    return (this.#choices[this.#next++] ?? 0) % limit;
  }

  #fresh(): string {
    return `v${this.#names++}`;
  }

  #function(index: number): string {
    this.#straight = index < 2;
    this.#readable = ["d", "x", "y"];
    this.#assignable = ["x", "y"];
    const guard = this.#pick(3) === 0 ? "if (d <= 0) return x;" : "if (d <= 0) { return note(y) }";
    const body = `{ pay(); ${guard} ${this.#statements(3)}\nreturn ${this.#expression(2)}; }`;
    const parameters = this.#straight
      ? "(d, x, y)"
      : ["(d, x, y)", "(d, x, y = x + 1)", "(d, ...[x, y])"][this.#pick(3)];
    const arrow = !body.includes("arguments") && !body.includes("this") && this.#pick(2) === 1;
    return arrow ? `const f${index} = ${parameters} => ${body}` : `function f${index}${parameters} ${body}`;
  }

  #statements(depth: number): string {
    const readable = [...this.#readable], assignable = [...this.#assignable];
    const text = Array.from({ length: 1 + this.#pick(3) }, () => this.#statement(depth)).join("\n");
    this.#readable = readable;
    this.#assignable = assignable;
    return text;
  }

  #block(depth: number): string {
    return `{ ${this.#statements(depth)} }`;
  }

  #statement(depth: number): string {
    if (depth <= 0) return `note(${this.#expression(1)});`;
    const name = this.#fresh();
    switch (this.#pick(this.#straight ? 9 : 21)) {
      case 1: {
        const text = `let ${name} = ${this.#expression(2)};`;
        this.#readable.push(name);
        this.#assignable.push(name);
        return text;
      }
      case 2:
        return `${this.#assigned()} ${["=", "+=", "-="][this.#pick(3)]} ${this.#expression(2)};`;
      case 3:
        return `if (${this.#expression(1)} % 2) ${this.#block(depth - 1)} else ${this.#block(depth - 1)}`;
      case 4:
        return this.#loop((body) => `for (let ${name} = 0; ${name} < ${this.#two()}; ${name}++) ${body}`, name, depth);
      case 5:
        return this.#loop((body) => `{ let ${name} = 3; while (--${name} > 0) ${body} }`, name, depth);
      case 6:
        return this.#loop((body) => `{ let ${name} = 3; do ${body} while (--${name} > 0) }`, name, depth);
      case 7:
        return `if (${this.#expression(1)} === 3) return ${this.#expression(1)};`;
      case 8:
        return `const ${name} = ${this.#expression(2)}, ${name}b = ${this.#expression(1)}\nnote(${name} - ${name}b)`;
      case 9:
        return this.#loop((body) => `for (const [${name}] of [[1], [2]]) ${body}`, name, depth);
      case 10:
        return `try ${this.#block(depth - 1)} catch (e) { log.push(e.message) } finally ${this.#block(depth - 1)}`;
      case 11:
        return `throw new TypeError("at " + ${this.#expression(1)});`;
      case 12:
        return this.#loop((body) => `for (const ${name} in { a: 1, b: 2 }) ${body}`, `${name}.length`, depth);
      case 13:
        return `switch (${this.#expression(1)} % 2) { case 0: ${this.#statements(depth - 1)}\ncase 1: ${
          this.#statements(depth - 1)
        }\nbreak; default: ${this.#statements(depth - 1)} }`;
      case 14:
        return `const ${name} = []; for (let i = 0; i < 3; i++) { ${name}.push(() => i++) } for (const one of ${name}) log.push(one() + one());`;
      case 15:
        return `for (const one of both(2, d)) note(one)`;
      case 16:
        return `{ const it = several(2, d); it.next(); log.push(it.next("x").value); for (const one of it) log.push(one) }`;
      case 17:
        return `function ${name}(z) { for (let i = 0; i < ${this.#two()}; i++) z += ${
          this.#expression(1)
        }; return z } note(${name}(${this.#expression(1)}));`;
      case 18:
        return `const ${name} = (z) => { if (z > 2) return z; return ${name}(z + 1) + 1 }\nnote(${name}(0))`;
      case 19:
        return `{ const x = ${this.#expression(0)}; note(x) }`;
      case 20:
        return `const { a: ${name}, b: ${name}b = f${this.#pick(FUNCTIONS)}(d - 1, 1, 2) } = { a: ${
          this.#expression(1)
        } }; note(${name} + ${name}b);`;
      default:
        return `note(${this.#expression(2)});`;
    }
  }

  /** A bound that the compiler knows, or one that it does not. */
  #two(): string {
    return this.#pick(2) === 0 ? "two" : "2";
  }

  #assigned(): string {
    return this.#assignable[this.#pick(this.#assignable.length)]!;
  }

  #loop(around: (body: string) => string, counter: string, depth: number): string {
    const label = `L${this.#names++}`;
    this.#labels.push(label);
    const before = [...this.#readable];
    this.#readable.push(counter);
    const inner = this.#statements(depth - 1);
    const target = this.#labels[this.#pick(this.#labels.length)];
    const leave = [
      "",
      `if (${counter} > 1) continue;`,
      `if (${counter} > 1) break;`,
      `if (x % 3 === 1) continue ${target};`,
      `if (x % 3 === 2) break ${target};`,
    ][this.#pick(5)];
    const rest = this.#pick(2) === 0 ? "" : this.#statement(depth - 1);
    this.#readable = before;
    this.#labels.pop();
    return `${label}: ${
      around(`{ ${inner}\n${leave} ${rest}\n }`).replace(
        /^\{ (let \w+ = 3;) (.*) \}$/s,
        `for (let once = 0; once < 1; once++) { $1 $2 }`,
      )
    }`;
  }

  #expression(depth: number): string {
    const more = () => this.#expression(depth - 1);
    const call = () => `f${this.#pick(FUNCTIONS)}(d - 1, ${more()}, ${more()})`;
    if (depth <= 0) return this.#readable[this.#pick(this.#readable.length + 2)] ?? String(this.#pick(5));
    switch (this.#pick(this.#straight ? 10 : 20)) {
      case 1:
        return `(${more()} + ${more()})`;
      case 2:
        return call();
      case 3:
        return `(${call()} - ${call()})`;
      case 4:
        return `note(${more()})`;
      case 5:
        return `(state * ${call()})`;
      case 6:
        return `Math.max(${call()}, ${more()})`;
      case 7:
        return `-(${call()})`;
      case 8:
        return `[${more()}, ${call()}][1]`;
      case 9:
        return `\`\${${more()}}:\${${call()}}\`.length`;
      case 10:
        return `(${more()} ? ${call()} : ${more()})`;
      case 11:
        return `(${more()} && ${call()})`;
      case 12:
        return `[1, 2].map((z) => f${this.#pick(FUNCTIONS)}(d - 2, z, ${more()})).length`;
      case 13:
        return `f${this.#pick(FUNCTIONS)}(...[d - 1, ${more()}, 2])`;
      case 14:
        return `new Depot(${more()}).add(${more()})`;
      case 15:
        return `new Depot(${more()}).twice`;
      case 16:
        return `arguments.length`;
      case 17:
        return `(this === undefined ? 1 : 2)`;
      case 18:
        return `(${this.#assigned()} = ${call()})`;
      case 19:
        return `((z = ${more()}) => { for (let i = 0; i < ${this.#two()}; i++) z += i; return z })()`;
      default:
        return depth > 1 ? more() : `(${more()} * 2)`;
    }
  }
}
