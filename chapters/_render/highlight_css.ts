/** The colours of code in both themes. Plain data: a stylesheet can include them without loading the highlighter. */

/** A colour for each role that `highlight.ts` writes as `tok-<role>`, and for what is around the words. */
export interface CodePalette {
  readonly background: string;
  readonly foreground: string;
  readonly comment: string;
  readonly keyword: string;
  readonly string: string;
  readonly constant: string;
  readonly function: string;
  readonly parameter: string;
  readonly punctuation: string;
}

/**
 * Few hues, so that code stays calm beside prose: what the language says in one, what is called in another, literals in a
 * third. Every colour keeps a contrast of at least 4.5:1 on its background (WCAG 2.2, 1.4.3); a test computes it.
 */
export const CODE_PALETTES: { readonly light: CodePalette; readonly dark: CodePalette } = {
  light: {
    background: "#f6f5f1",
    foreground: "#24292f",
    comment: "#62676e",
    keyword: "#8a2f5d",
    string: "#2c6142",
    constant: "#7a4a00",
    function: "#1f5588",
    parameter: "#24292f",
    punctuation: "#545b64",
  },
  dark: {
    background: "#1c1f24",
    foreground: "#dfe2e6",
    comment: "#969da7",
    keyword: "#e59bc0",
    string: "#9fd0ae",
    constant: "#e3b877",
    function: "#8fc1ee",
    parameter: "#dfe2e6",
    punctuation: "#aeb5be",
  },
};

/** Roles that share a colour with another one. */
const ALIASES: Readonly<Record<string, keyof CodePalette>> = { "string-expression": "string", link: "function" };

/**
 * CSS for highlighted code: custom properties `--code-<role>`, light by default, dark where the reader's system or the page
 * (`data-theme` on the root element) asks for it; the page's choice wins.
 */
export function highlightCss(): string {
  const { light, dark } = CODE_PALETTES;
  const roles = Object.keys(light).filter((role) => role !== "background" && role !== "foreground");
  const classes = [...roles.map((role) => [role, role]), ...Object.entries(ALIASES)];
  return [
    rule(":root", light),
    `@media (prefers-color-scheme: dark) {\n${rule(':root:not([data-theme="light"])', dark)}\n}`,
    rule(':root[data-theme="dark"]', dark),
    ".code { background: var(--code-background); color: var(--code-foreground); }",
    ...classes.map(([name, role]) => `.tok-${name} { color: var(--code-${role}); }`),
    ".tok-comment { font-style: italic; }",
    "",
  ].join("\n");
}

function rule(selector: string, palette: CodePalette): string {
  const properties = Object.entries(palette).map(([role, colour]) => `  --code-${role}: ${colour};`);
  return [`${selector} {`, ...properties, "}"].join("\n");
}
