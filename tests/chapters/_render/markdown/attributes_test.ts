import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { parseAttributes } from "../../../../chapters/_render/markdown/attributes.ts";

Deno.test("whatever is written into attributes is read out of them", () => {
  const name = fc.stringMatching(/^[a-z][a-z-]{0,8}$/);
  const value = fc.string({ unit: "grapheme" }).map((text) => text.replaceAll("\\", ""));
  fc.assert(fc.property(fc.dictionary(name, value, { noNullPrototype: true }), (values) => {
    const text = Object.entries(values).map(([name, value]) => `${name}="${value.replaceAll('"', '\\"')}"`).join(" ");
    const read = parseAttributes(`{${text}}`);
    assertEquals(read.kind === "attributes" && Object.fromEntries(read.values), values);
  }));
});

Deno.test("backslashes before other signs than quotes are left to Markdown", () => {
  const read = parseAttributes('{caption="a \\*star\\* and \\"words\\""}');
  assertEquals(read.kind === "attributes" && read.values.get("caption"), 'a \\*star\\* and "words"');
});

Deno.test("attributes that cannot be read are refused with what stands in the way", () => {
  const why = (text: string) => {
    const read = parseAttributes(text);
    return read.kind === "malformed" ? read.what : read.kind;
  };
  assertEquals(why('id="a"'), '"id="a"" is not in braces');
  assertEquals(why("{id=a}"), '"id=a" is not an attribute');
  assertEquals(why('{id="a"file="b"}'), '"id="a"file="b"" is not an attribute');
  assertEquals(why('{id="a" id="b"}'), '"id" is given twice');
  assertEquals(why(""), "attributes");
});
