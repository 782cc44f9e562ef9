/** How the editor looks: the measures of `lab_panel.css`, so that nothing moves when it takes over, and the page's colours. */
import { HighlightStyle } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** Which words have which of the roles of the book's listings (`chapters/_render/highlight_css.ts`). */
export const codeRoles = [
  { tag: tags.comment, role: "comment" },
  { tag: [tags.keyword, tags.modifier, tags.operator], role: "keyword" },
  { tag: [tags.string, tags.regexp, tags.special(tags.string)], role: "string" },
  { tag: [tags.number, tags.bool, tags.null, tags.self, tags.atom], role: "constant" },
  {
    tag: [
      tags.function(tags.variableName),
      tags.function(tags.propertyName),
      tags.definition(tags.function(tags.variableName)),
      tags.typeName,
      tags.className,
    ],
    role: "function",
  },
  { tag: [tags.punctuation, tags.bracket, tags.separator], role: "punctuation" },
] as const;

/** The same as the editor wants them. */
export const codeColours = HighlightStyle.define(codeRoles.map(({ tag, role }) => {
  const style = { tag, color: `var(--code-${role})` };
  return role === "comment" ? { ...style, fontStyle: "italic" } : style;
}));

/** Sizes, gutter, cursor and selection. */
export const codeShape = EditorView.theme({
  "&": { maxHeight: "var(--code-height)", color: "var(--code-foreground)", backgroundColor: "var(--code-background)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "inherit", lineHeight: "inherit", overflow: "auto" },
  ".cm-content": { padding: "0.7em 0", caretColor: "var(--accent)" },
  ".cm-line": { padding: "0 1em 0 0.75em" },
  ".cm-line::selection, .cm-line ::selection": {
    backgroundColor: "color-mix(in oklab, var(--accent) 28%, transparent) !important",
  },
  ".cm-gutters": {
    color: "var(--ink-soft)",
    backgroundColor: "var(--code-background)",
    border: "0",
    borderRight: "1px solid var(--rule)",
  },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "3.2em", padding: "0 0.75em 0 0.5em" },
  ".line-marked": { backgroundColor: "var(--mark-wash)", boxShadow: "inset 3px 0 var(--accent)" },
  ".line-fault": { boxShadow: "inset 3px 0 var(--failed)", textDecoration: "underline wavy var(--failed)" },
  "&.cm-focused .cm-matchingBracket": {
    backgroundColor: "var(--accent-wash)",
    outline: "1px solid var(--rule-strong)",
  },
});
