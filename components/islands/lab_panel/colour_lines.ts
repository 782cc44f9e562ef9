/** Code that a reader's browser made, as the highlighted lines that the server makes of the book's own. */
import { javascriptLanguage } from "@codemirror/lang-javascript";
import { highlightTree, tagHighlighter } from "@lezer/highlight";
import { codeRoles } from "./editor_theme.ts";

const highlighter = tagHighlighter(codeRoles.map(({ tag, role }) => ({ tag, class: `tok-${role}` })));

/** The lines of a JavaScript text, each as HTML. */
export function colourLines(code: string): readonly string[] {
  const lines: string[] = [""];
  let at = 0;
  function put(to: number, classes: string): void {
    code.slice(at, to).split("\n").forEach((part, index) => {
      if (index > 0) lines.push("");
      const text = part.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
      if (part !== "") lines[lines.length - 1] += classes === "" ? text : `<span class="${classes}">${text}</span>`;
    });
    at = to;
  }
  highlightTree(javascriptLanguage.parser.parse(code), highlighter, (from, to, classes) => {
    put(from, "");
    put(to, classes);
  });
  put(code.length, "");
  return lines;
}
