import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Pages } from "../../../components/pages/page.ts";
import { PAGES, TestSite } from "./fixture.ts";

Deno.test("each page of the book is served as HTML", async () => {
  using site = new TestSite();
  for (
    const [path, words] of [
      ["/", "contents"],
      ["/chapters/what-runs-when", "chapter what-runs-when"],
      ["/labs/first-overlap", "lab first-overlap"],
      ["/glossary", "glossary"],
      ["/progress", "0 labs tried"],
    ] as const
  ) {
    const response = await site.fetch(path);
    assertEquals([response.status, response.headers.get("content-type")], [200, "text/html; charset=utf-8"], path);
    assertStringIncludes(await response.text(), words);
  }
});

Deno.test("a page that the reader already has costs a 304 without a body", async () => {
  using site = new TestSite();
  const etag = (await site.fetch("/")).headers.get("etag");
  assert(etag !== null);
  const again = await site.fetch("/", { headers: { "if-none-match": etag } });
  assertEquals([again.status, await again.text()], [304, ""]);
  const other = await site.fetch("/", { headers: { "if-none-match": `W/"other"` } });
  assertEquals(other.status, 200);
});

Deno.test("a page goes out in the encoding that the reader takes, brotli before gzip", async () => {
  using site = new TestSite();
  const plain = await (await site.fetch("/")).text();
  const brotli = await site.fetch("/", { headers: { "accept-encoding": "gzip, deflate, br, zstd" } });
  assertEquals(brotli.headers.get("content-encoding"), "br");
  assertEquals(brotliDecompressSync(await brotli.bytes()).toString(), plain);
  const gzip = await site.fetch("/", { headers: { "accept-encoding": "gzip, br;q=0" } });
  assertEquals(gzip.headers.get("content-encoding"), "gzip");
  assertEquals(gunzipSync(await gzip.bytes()).toString(), plain);
  assertEquals(gzip.headers.get("vary"), "accept-encoding");
});

Deno.test("HEAD says what GET would say, without the body", async () => {
  using site = new TestSite();
  await using server = site.listen();
  const address = `http://127.0.0.1:${server.port}/`;
  const get = await fetch(address);
  const head = await fetch(address, { method: "HEAD" });
  assertEquals(await head.text(), "");
  for (const name of ["etag", "content-type", "content-length", "vary"]) {
    assertEquals(head.headers.get(name), get.headers.get(name), name);
  }
  await get.body?.cancel();
});

Deno.test("a path that is no page gets the book's own 404", async () => {
  using site = new TestSite();
  const response = await site.fetch("/chapters/no-such-chapter");
  assertEquals(response.status, 404);
  assertStringIncludes(await response.text(), "no such page");
});

Deno.test("a method that a page does not take is refused with those it takes", async () => {
  using site = new TestSite();
  const response = await site.fetch("/progress", { method: "POST", body: "{}" });
  assertEquals([response.status, response.headers.get("allow")], [405, "GET"]);
  assertStringIncludes(await response.text(), "/progress does not take POST");
});

Deno.test("a reader's own page is kept by no cache", async () => {
  using site = new TestSite();
  assertEquals((await site.fetch("/progress")).headers.get("cache-control"), "private, no-store");
});

Deno.test("assets are immutable and come precompressed", async () => {
  using site = new TestSite();
  for (const [accepted, body] of [["br, gzip", "brotli"], ["gzip", "gzipped"], ["identity", "plain"]] as const) {
    const response = await site.fetch("/assets/book-1234.css", { headers: { "accept-encoding": accepted } });
    assertEquals(await response.text(), body);
    assertStringIncludes(response.headers.get("cache-control") ?? "", "immutable");
  }
});

Deno.test("the development server's reloader is in no page otherwise", async () => {
  using site = new TestSite();
  assert(!(await (await site.fetch("/")).text()).includes("/dev/"));
  assertEquals((await site.fetch("/dev/reload.js")).status, 404);
  using dev = new TestSite({ flags: ["--dev"] });
  assertStringIncludes(await (await dev.fetch("/")).text(), `src="/dev/reload.js"`);
});

Deno.test("a page that cannot be rendered becomes one sentence for the reader and one line in the log", async () => {
  const pages: Pages = {
    ...PAGES,
    contents: () => {
      throw new Error("a secret path /srv/book");
    },
  };
  using site = new TestSite({ parts: { pages } });
  const response = await site.fetch("/");
  assertEquals(response.status, 500);
  const text = await response.text();
  assert(!text.includes("secret") && !text.includes(".ts"), text);
  assertEquals(site.logged.length, 1);
  assertStringIncludes(site.logged[0] ?? "", "GET /: Error: a secret path /srv/book");
  assertEquals((await site.fetch("/glossary")).status, 200);
});
