/** Which folder may import from which: data flows one way. The lint plugin and README both follow this table. */

/** A part of the project, by path prefix from the root, and the parts that it may import from besides itself. */
interface Part {
  /** The longest prefix that fits decides. `<id>` stands for one folder name. */
  readonly path: string;
  readonly mayImport: readonly string[];
}

/** From the bottom up. */
export const PARTS: readonly Part[] = [
  { path: "labs/_runtime/", mayImport: [] },
  { path: "labs/_runner/", mayImport: ["labs/_runtime/"] },
  { path: "labs/_progress/", mayImport: ["labs/_runner/", "labs/_runtime/"] },
  { path: "labs/<id>/", mayImport: ["labs/_runtime/", "labs/_runner/"] },
  { path: "chapters/_render/", mayImport: ["labs/_runner/", "labs/_runtime/"] },
  { path: "chapters/_listings/", mayImport: ["labs/_runtime/"] },
  { path: "chapters/<id>/", mayImport: ["chapters/_listings/", "labs/_runtime/", "components/drawing/"] },
  { path: "components/drawing/", mayImport: ["labs/_runtime/"] },
  { path: "components/_build/", mayImport: ["chapters/_render/", "labs/_runner/"] },
  {
    path: "components/islands/",
    mayImport: ["components/drawing/", "chapters/_render/", "labs/_runner/", "labs/_runtime/", "labs/_progress/"],
  },
  {
    path: "components/pages/",
    mayImport: [
      "components/islands/",
      "components/drawing/",
      "components/_build/",
      "chapters/_render/",
      "labs/_runner/",
      "labs/_runtime/",
      "labs/_progress/",
    ],
  },
  {
    path: "components/_http/",
    mayImport: [
      "components/pages/",
      "components/_build/",
      "chapters/_render/",
      "labs/_runner/",
      "labs/_runtime/",
      "labs/_progress/",
    ],
  },
  {
    path: "labs/_cli/",
    mayImport: ["labs/_runner/", "labs/_runtime/", "labs/_progress/", "chapters/_render/", "labs/<id>/"],
  },
  {
    path: "server.ts",
    mayImport: [
      "components/_http/",
      "components/_build/",
      "components/pages/",
      "chapters/_render/",
      "labs/_runner/",
      "labs/_progress/",
    ],
  },
];

/** Packages that have one door: the only path prefixes from which they are imported. */
export const DOORS: Readonly<Record<string, readonly string[]>> = {
  esbuild: ["labs/_runner/harness/bundle.ts"],
  acorn: ["labs/_runtime/safepoints/", "labs/_runtime/coroutine/"],
  "@jridgewell/sourcemap-codec": [
    "labs/_runtime/safepoints/compile_text.ts",
    "labs/_runner/harness/assembly_script_learner.ts",
  ],
  assemblyscript: ["labs/_runner/harness/compile_assembly_script.ts"],
  marked: ["chapters/_render/"],
  shiki: ["chapters/_render/highlight.ts"],
  "@codemirror": ["components/islands/lab_panel/"],
  "@lezer": ["components/islands/lab_panel/"],
  diff: ["components/_http/"],
  "preact-render-to-string": ["components/pages/", "components/drawing/", "chapters/"],
  "node:sqlite": ["labs/_progress/"],
  "playwright-core": ["tests/"],
  "@sparticuz/chromium": ["tests/"],
  "axe-core": ["tests/"],
  "fast-check": ["tests/"],
  binaryen: ["tests/labs/_runtime/stacks/assemble.ts"],
};

/** The part that a path from the root belongs to, or `null` for paths outside the table (tests import anything). */
export function partOf(path: string): Part | null {
  const generic = path.replace(/^(labs|chapters)\/[^_/][^/]*\//, "$1/<id>/");
  return PARTS.find((part) => generic === part.path || generic.startsWith(part.path)) ?? null;
}

/** Why `from` may not import `to` (both paths from the root), or `null` when it may. */
export function refusal(from: string, to: string): string | null {
  const importer = partOf(from);
  const imported = partOf(to);
  if (importer === null) return null;
  if (imported === null) return `${importer.path} may not import ${to}: nothing outside tests imports it`;
  if (imported === importer) return isNeighbour(from, to) ? neighbourRefusal(importer) : null;
  if (importer.mayImport.includes(imported.path)) return null;
  const allowed = importer.mayImport.length === 0 ? "only from itself" : `from ${importer.mayImport.join(", ")}`;
  return `${importer.path} may not import ${imported.path}: data flows one way, and it imports ${allowed} (tests/lint/directions.ts)`;
}

/** Whether both lie in folders that one line of the table stands for, and not in the same. */
function isNeighbour(from: string, to: string): boolean {
  const folders = [from, to].map((path) => path.split("/", 2).join("/"));
  return partOf(from)?.path.includes("<id>") === true && folders[0] !== folders[1];
}

function neighbourRefusal({ path, mayImport }: Part): string {
  return `${path} may not import another ${path}: each can be changed and removed alone; what several need is in ` +
    `${mayImport.join(", ")} (tests/lint/directions.ts)`;
}

/** Why `from` may not import the package `specifier`, or `null` when it may. */
export function doorRefusal(from: string, specifier: string): string | null {
  const door = Object.entries(DOORS).find(([name]) => specifier === name || specifier.startsWith(`${name}/`));
  if (door === undefined || from.startsWith("tests/")) return null;
  const [name, places] = door;
  if (places.some((place) => from.startsWith(place))) return null;
  return `${name} is imported only in ${places.join(", ")}: use what that file exports`;
}
