/** Writes the class, line by line, and remembers for each line where in the source it comes from. */
import { ClassLines, type ClassParts } from "./class_lines.ts";
import { printResume } from "./print_resume.ts";
import { supportLines } from "./support_code.ts";

/** Text, and for each of its lines the line of the source. */
export interface Printed {
  readonly code: string;
  readonly lines: readonly (number | null)[];
}

/** The ramp, the class, and what they need. */
export function printClass(parts: ClassParts): Printed {
  const { fn, source, className, parameters, fields, names, withHow } = parts;
  const printer = new ClassLines(parts);
  const kept = parameters.filter((variable) => fields.includes(variable));
  const head = fn.params.map((param) => source.slice(param.start, param.end)).join(", ");
  printer.line(0, `function ${fn.id.name}(${head}) {`);
  printer.line(1, `return new ${className}(${kept.map(({ name }) => name).join(", ")});`);
  printer.line(0, "}", null);
  printer.line(0, "", null);
  printer.line(0, `class ${className} {`);
  printer.line(1, "resumeId = 0;", null);
  for (const field of fields) printer.line(1, `${names.get(field)};`, printer.lineOf(field));
  printer.line(0, "", null);
  if (kept.length > 0) {
    printer.line(1, `constructor(${kept.map(({ name }) => name).join(", ")}) {`);
    for (const variable of kept) printer.line(2, `this.${names.get(variable)} = ${variable.name};`);
    printer.line(1, "}", null);
    printer.line(0, "", null);
  }
  const methods = withHow
    ? [
      "next(sent) {",
      '  return this.resume("next", sent);',
      "}",
      "",
      "throw(error) {",
      '  return this.resume("throw", error);',
      "}",
    ]
    : [
      "next(sent) {",
      "  return this.resume(sent);",
      "}",
      "",
      "throw(error) {",
      "  this.resumeId = -1;",
      "  throw error;",
      "}",
    ];
  const returns = withHow
    ? ['  return this.resume("return", value);']
    : ["  this.resumeId = -1;", "  return { value, done: true };"];
  for (
    const text of [
      ...methods,
      "",
      "return(value) {",
      ...returns,
      "}",
      "",
      "[Symbol.iterator]() {",
      "  return this;",
      "}",
      "",
    ]
  ) {
    printer.line(text === "" ? 0 : 1, text, null);
  }
  printResume(parts, printer);
  printer.line(0, "}", null);
  const written = printer.text();
  for (const line of supportLines(written)) printer.line(0, line, null);
  return { code: `${printer.text()}\n`, lines: printer.lines };
}
