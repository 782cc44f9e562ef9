/** The project's own lint rules: import directions, one door for each package, a pure runtime, no unbounded child output. */
import { doorRefusal, refusal } from "./directions.ts";

const ROOT = new URL("../../", import.meta.url);

/** Path from the project's root, with forward slashes. */
function fromRoot(fileName: string): string {
  return decodeURIComponent(new URL(`file://${fileName}`).pathname.slice(ROOT.pathname.length));
}

/** Files of the runtime that stand for the real world, and so may touch it. */
const REAL_WORLD = /\/(linux_[a-z_]+|monitor_thread)\.ts$/;

/** Clocks, chance and the host: passed in, in the runtime. */
const IMPURE = new Set(["Deno", "document", "window", "performance", "setTimeout", "setInterval", "fetch"]);

function checkImport(context: Deno.lint.RuleContext, source: Deno.lint.StringLiteral): void {
  const from = fromRoot(context.filename);
  const relative = source.value.startsWith(".");
  const to = relative ? new URL(source.value, `file:///${from}`).pathname.slice(1) : source.value;
  const message = relative ? refusal(from, to) : doorRefusal(from, to);
  if (message !== null) context.report({ node: source, message });
}

const plugin: Deno.lint.Plugin = {
  name: "interleave",
  rules: {
    "import-direction": {
      create: (context) => ({
        ImportDeclaration: (node) => checkImport(context, node.source),
        ExportNamedDeclaration: (node) => {
          if (node.source) checkImport(context, node.source);
        },
        ExportAllDeclaration: (node) => checkImport(context, node.source),
        ImportExpression: (node) => {
          if (node.source.type === "Literal" && typeof node.source.value === "string") {
            checkImport(context, node.source);
          }
        },
      }),
    },
    "pure-runtime": {
      create: (context) => {
        const path = fromRoot(context.filename);
        if (!path.startsWith("labs/_runtime/") || REAL_WORLD.test(path)) return {};
        return {
          MemberExpression: (node) => {
            if (node.object.type !== "Identifier" || node.property.type !== "Identifier") return;
            const name = `${node.object.name}.${node.property.name}`;
            if (!IMPURE.has(node.object.name) && name !== "Date.now" && name !== "Math.random") return;
            context.report({ node, message: `${name}: the runtime gets its clock, chance and host as parameters` });
          },
          CallExpression: (node) => {
            if (node.callee.type !== "Identifier" || !IMPURE.has(node.callee.name)) return;
            const message = `${node.callee.name}(): the runtime gets its clock, chance and host as parameters`;
            context.report({ node, message });
          },
        };
      },
    },
    "bounded-child-output": {
      create: (context) => {
        if (fromRoot(context.filename).startsWith("tests/")) return {};
        return {
          CallExpression: (node) => {
            const callee = node.callee;
            if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return;
            if (callee.property.name !== "output" && callee.property.name !== "outputSync") return;
            const message = "output() buffers all that a child prints: read its streams with a bound instead";
            context.report({ node, message });
          },
        };
      },
    },
  },
};

export default plugin;
