import { assert, assertEquals, assertGreaterOrEqual, assertRejects, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { highlightCode, type Language, LANGUAGES } from "../../../chapters/_render/highlight.ts";
import { CODE_PALETTES, highlightCss } from "../../../chapters/_render/highlight_css.ts";

/** A line or two in each language, with as many kinds of words as fit. */
const SAMPLES: { readonly [language in Language]: string } = {
  ts: "// scan\nexport const at: number = await lastScan(`P-${id}`, /x/, 9);\nclass A extends B { #p = true; }",
  tsx: 'const lane = <rect class="lane" width={9} />;',
  bash: 'for f in *.ts; do deno check "$f" | grep -v ok # each\ndone',
  c: "#include <sys/epoll.h>\nint main(void) { return epoll_wait(fd, events, 8, -1); }",
  cpp: "template <typename T> struct task { auto operator co_await() noexcept { return awaiter{}; } };",
  go: "func main() { go func() { scans <- 1 }() }",
  json: '{"depot": "Ghent", "at": [6, true]}',
  python: 'async def scan(at: int) -> str:\n    return f"{at}"  # hour',
  rust: "async fn scan<'a>(at: &'a str) -> Result<(), Error> { at.await? }",
  sql: "select count(*) from scans where parcel_id = 'P-1'; -- one",
  text: "a <b> & c",
};

Deno.test("highlighting changes no character of the code, in any language", async () => {
  for (const language of LANGUAGES) {
    assertEquals(plain(await highlightCode(SAMPLES[language], language)), SAMPLES[language], language);
  }
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "grapheme-ascii" }), async (code) => {
      assertEquals(plain(await highlightCode(code, "ts")), code.replace(/\n+$/, ""));
    }),
    { numRuns: 50 },
  );
});

Deno.test("code carries classes that the stylesheet colours, and no style attribute", async () => {
  const css = highlightCss();
  const roles = new Set<string>();
  for (const language of LANGUAGES) {
    const html = await highlightCode(SAMPLES[language], language);
    assertEquals(html.includes("style="), false);
    for (const [, role = ""] of html.matchAll(/class="(tok-[a-z-]+)"/g)) roles.add(role);
  }
  assertGreaterOrEqual(roles.size, 6);
  for (const role of roles) assertStringIncludes(css, `.${role} {`);
});

Deno.test("each line can be linked to by its number in its file", async () => {
  const html = await highlightCode("a;\nb;", "ts", { linePrefix: "listing-x", lineNumbers: [7, 9] });
  assertEquals(html.match(/id="[^"]*"/g), ['id="listing-x-L7"', 'id="listing-x-L9"']);
  assertEquals((await highlightCode("a;\nb;", "ts")).includes("id="), false);
});

Deno.test("an unknown language is refused by name", async () => {
  await assertRejects(() => highlightCode("x", "perl"), RangeError, 'There is no highlighting for "perl"');
});

Deno.test("every colour of both themes is readable on its background (WCAG AA)", () => {
  for (const [theme, { background, ...colours }] of Object.entries(CODE_PALETTES)) {
    for (const [role, colour] of Object.entries(colours)) {
      assertGreaterOrEqual(contrast(colour, background), 4.5, `${role} in the ${theme} theme`);
    }
  }
});

Deno.test("the dark theme follows the system unless the page asks for the light one", () => {
  const css = highlightCss();
  const dark = `--code-keyword: ${CODE_PALETTES.dark.keyword};`;
  const [, system = "", page = ""] = /prefers-color-scheme: dark\) \{\n(.*?)\n\}\n\}\n(.*)$/s.exec(css) ?? [];
  assert(system.startsWith(':root:not([data-theme="light"])') && system.includes(dark));
  assert(page.startsWith(':root[data-theme="dark"]') && page.includes(dark));
});

/** What a reader would copy. */
function plain(html: string): string {
  const signs: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };
  return html.replace(/<[^>]*>/g, "").replace(/&(amp|lt|gt|quot);/g, (_, name: string) => signs[name]!);
}

/** Contrast ratio of two colours `#rrggbb`, as WCAG 2.2 defines it. */
function contrast(a: string, b: string): number {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
