import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { DrawFailure, drawFigure } from "../../../../chapters/_render/code/draw_figure.ts";

/** Draws the figure of a module with this source. */
async function draw(source: string, options: { readonly wallMs?: number } = {}): Promise<string> {
  const file = await Deno.makeTempFile({ suffix: ".ts" });
  try {
    await Deno.writeTextFile(file, source);
    return await drawFigure(new URL(`file://${file}`), options);
  } finally {
    await Deno.remove(file);
  }
}

Deno.test("a figure is what its module's draw returns, at once or later", async () => {
  assertEquals(await draw('export const draw = () => "\\n<svg><circle/></svg>\\n";'), "<svg><circle/></svg>");
  assertEquals(await draw('export const draw = async () => await Promise.resolve("<svg></svg>");'), "<svg></svg>");
});

Deno.test("a module that draws nothing is told what to export", async () => {
  const failures: [string, string][] = [
    ["export const drawing = 1;", "does not export a function `draw`"],
    ["export const draw = () => null;", "`draw` returned null instead of a string"],
    ["export const draw = () => 7;", "`draw` returned number instead of a string"],
    ['export const draw = () => "<p>no</p>";', "returns something else than a drawing"],
  ];
  for (const [source, message] of failures) {
    const error = await assertRejects(() => draw(source), DrawFailure);
    assertEquals(error.message, message);
    assertStringIncludes(error.remedy, "Export `draw()");
  }
});

Deno.test("what the page's security policy would drop is refused", async () => {
  const returning = (svg: string) => `export const draw = () => ${JSON.stringify(svg)};`;
  const failures: [string, string][] = [
    ['<svg><g style="fill: red"/></svg>', "draws a style attribute"],
    ["<svg><style>g { fill: red }</style></svg>", "draws a <style> element"],
    ["<svg><script>1</script></svg>", "draws a script"],
    ['<svg><g onclick="a()"/></svg>', "draws a script"],
  ];
  for (const [svg, message] of failures) {
    const error = await assertRejects(() => draw(returning(svg)), DrawFailure);
    assertEquals(error.message, message);
  }
});

Deno.test("an error while drawing is told with its stack", async () => {
  const error = await assertRejects(
    () => draw('export function draw() {\n  throw new RangeError("no lanes");\n}'),
    DrawFailure,
  );
  assertEquals(error.message, "throws RangeError: no lanes");
  assertStringIncludes(error.remedy, ".ts:2:9");
  const syntax = await assertRejects(() => draw("export const draw = ;"), DrawFailure);
  assertStringIncludes(syntax.message, "throws ");
});

Deno.test("a drawing that never comes is given up", async () => {
  const never = "export const draw = () => { for (;;); };";
  const error = await assertRejects(() => draw(never, { wallMs: 200 }), DrawFailure);
  assertEquals(error.message, "does not draw within 0.2 seconds");
});

Deno.test("an error that escapes while drawing does not end the process", async () => {
  const source =
    'queueMicrotask(() => { throw new Error("escaped"); });\nexport const draw = () => new Promise(() => {});';
  const error = await assertRejects(() => draw(source), DrawFailure);
  assertStringIncludes(error.message, "escaped");
});
