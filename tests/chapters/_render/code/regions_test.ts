import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { cutRegion } from "../../../../chapters/_render/code/regions.ts";

const SOURCE = `import { scans } from "./scans.ts";

export class Depot {
  // #region send
  send() {
    // #region first
    const [first] = scans;
    // #endregion

    return first;
  }
  // #endregion send
}
`;

const texts = (source: string, region?: string) => {
  const cut = cutRegion(source, region);
  return cut.kind === "lines" ? cut.lines.map(({ text }) => text) : cut;
};

Deno.test("a region is dedented, loses the markers of others, and keeps the numbers of its lines", () => {
  const cut = cutRegion(SOURCE, "send");
  assertEquals(cut, {
    kind: "lines",
    lines: [
      { number: 5, text: "send() {" },
      { number: 7, text: "  const [first] = scans;" },
      { number: 9, text: "" },
      { number: 10, text: "  return first;" },
      { number: 11, text: "}" },
    ],
  });
  assertEquals(texts(SOURCE, "first"), ["const [first] = scans;"]);
});

Deno.test("a whole file is shown without markers", () => {
  assertEquals(texts(SOURCE), [
    'import { scans } from "./scans.ts";',
    "",
    "export class Depot {",
    "  send() {",
    "    const [first] = scans;",
    "",
    "    return first;",
    "  }",
    "}",
  ]);
});

Deno.test("an unknown region is answered with those that there are", () => {
  assertEquals(cutRegion(SOURCE, "sent"), { kind: "unknown-region", regions: ["send", "first"] });
});

Deno.test("markers that do not pair are told with their line", () => {
  const bad = (line: number, what: string) => ({ kind: "bad-marker" as const, line, what });
  assertEquals(texts("a\n// #endregion\n"), bad(2, "this #endregion closes nothing"));
  assertEquals(texts("// #region a\nb\n"), bad(1, '#region "a" is never closed'));
  assertEquals(texts("// #region\n// #endregion\n"), bad(1, "this #region has no name"));
  assertEquals(texts("// #region a\n// #endregion\n// #region a\n"), bad(3, 'a second #region is called "a"'));
});

Deno.test("whatever code stands in a region comes out of it, however deep it is indented", () => {
  const line = fc.stringMatching(/^[a-z(){};]{1,12}$/);
  fc.assert(fc.property(fc.array(line, { minLength: 1 }), fc.nat(8), (lines, depth) => {
    const indent = " ".repeat(depth);
    const source = ["before", "// #region a", ...lines, "// #endregion", "after"].map((line) => indent + line).join(
      "\n",
    );
    assertEquals(texts(source, "a"), lines);
  }));
});
