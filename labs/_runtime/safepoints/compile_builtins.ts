/**
 * Calls that are over in a moment whatever they are given, by name.
 *
 * A method is known by its name alone here, so a class with a slow `push` is taken for an array. That costs promptness (its
 * loop looks less often), never meaning.
 */
import type { Names } from "./compile_names.ts";
import type { Node } from "./compile_tree.ts";

const FUNCTIONS = new Set(["Number", "String", "Boolean", "isNaN", "isFinite", "parseInt", "parseFloat"]);
const CLASSES = new Set(["Error", "TypeError", "RangeError", "SyntaxError", "Map", "Set", "WeakMap"]);
const METHODS = new Set(["at", "charAt", "charCodeAt", "codePointAt", "push", "pop", "get", "set", "has", "add"]);

/** Whether a call reaches a builtin that is over in a moment, as far as its name tells. */
export function isBuiltinCall(call: Node, names: Names): boolean {
  if (call.type !== "CallExpression" && call.type !== "NewExpression") return false;
  const { callee } = call;
  if (callee.type === "Identifier") {
    const known = call.type === "NewExpression" ? CLASSES : FUNCTIONS;
    return known.has(callee.name) && names.bindingOf(callee) === null;
  }
  if (callee.type !== "MemberExpression" || callee.computed || callee.property.type !== "Identifier") return false;
  return METHODS.has(callee.property.name) || isMathCall(callee, names);
}

/** Whether a callee is one of the global `Math`'s functions. */
export function isMathCall(callee: Node, names: Names): boolean {
  if (callee.type !== "MemberExpression" || callee.computed || callee.object.type !== "Identifier") return false;
  return callee.object.name === "Math" && names.bindingOf(callee.object) === null;
}
