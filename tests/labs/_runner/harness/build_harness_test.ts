import { assertEquals, assertNotEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { buildHarness, bundleDrive } from "../../../../labs/_runner/harness/build_harness.ts";
import { hashFiles, putFolder } from "../../../../labs/_runner/harness/build_cache.ts";
import type { Lab } from "../../../../labs/_runner/lab.ts";
import { BUILDS_FOR_REAL } from "./builds_for_real.ts";
import { temporaryFolder } from "../temporary_folder.ts";

function labIn(folder: URL): Lab {
  return { id: "on-trial", driveUrl: new URL("drive.ts", folder) } as Lab;
}

Deno.test(
  "the harness folder maps every module of the book to a file in it, and is found again",
  BUILDS_FOR_REAL,
  async () => {
    await using folder = await temporaryFolder({});
    const built = await buildHarness(folder.url.pathname.slice(0, -1));
    const map = JSON.parse(await Deno.readTextFile(`${built.folder}/import_map.json`));
    assertEquals(map.imports["@interleave/trace"], "./interleave/trace.js");
    for (const file of Object.values(map.imports)) await Deno.stat(`${built.folder}/${file}`);
    const { mtime } = await Deno.stat(built.folder);
    assertEquals((await buildHarness(folder.url.pathname.slice(0, -1))).folder, built.folder);
    assertEquals((await Deno.stat(built.folder)).mtime, mtime);
  },
);

Deno.test("two processes that build at once leave one whole folder and no drafts", async () => {
  await using folder = await temporaryFolder({});
  const target = `${folder.url.pathname}harness-1`;
  const files = new Map([["a.js", "1"], ["deep/b.js", "2"]]);
  await Promise.all([putFolder(target, files), putFolder(target, files), putFolder(target, files)]);
  assertEquals((await Array.fromAsync(Deno.readDir(folder.url))).map((entry) => entry.name), ["harness-1"]);
  assertEquals(await Deno.readTextFile(`${target}/deep/b.js`), "2");
});

Deno.test("a hash follows the contents, and where one file ends and the next begins", async () => {
  await using folder = await temporaryFolder({ a: "scan", b: "ner", c: "scann", d: "er" });
  const at = (name: string) => new URL(name, folder.url);
  assertNotEquals(await hashFiles([at("a"), at("b")]), await hashFiles([at("c"), at("d")]));
  assertEquals(await hashFiles([at("a"), at("b")]), await hashFiles([at("a"), at("b")]));
});

Deno.test("a drive becomes JavaScript that leaves the book's modules to the sandbox", BUILDS_FOR_REAL, async () => {
  await using folder = await temporaryFolder({
    "drive.ts":
      'import { VirtualClock } from "@interleave/clock";\nexport const drive = (n: number) => [n, VirtualClock];\n',
  });
  const text = await bundleDrive(labIn(folder.url));
  assertStringIncludes(text, 'from "@interleave/clock"');
  assertEquals(text.includes(": number"), false);
});

Deno.test(
  "a drive that does not compile, or that imports a file's values, is refused with the remedy",
  BUILDS_FOR_REAL,
  async () => {
    await using broken = await temporaryFolder({ "drive.ts": "export const = 1;" });
    await assertRejects(() => bundleDrive(labIn(broken.url)), SyntaxError, "labs/on-trial/drive.ts does not compile");
    await using importing = await temporaryFolder({
      "drive.ts": 'export { x } from "./other.ts";',
      "other.ts": "export const x = 1;",
    });
    await assertRejects(() => bundleDrive(labIn(importing.url)), SyntaxError, "Import them as @interleave/<name>");
    await using neighbour = await temporaryFolder({
      "drive.ts": 'export { x } from "./round-robin/drive_x.ts";',
      "round-robin/drive_x.ts": "export const x = 1;",
    });
    await assertRejects(() => bundleDrive(labIn(neighbour.url)), SyntaxError, "from round-robin/drive_x.ts. Import");
  },
);

Deno.test(
  "a long drive has parts, which are bundled, and whose change is one of the drive",
  BUILDS_FOR_REAL,
  async () => {
    const drive = 'export { depots } from "./drive_depots.ts";';
    await using folder = await temporaryFolder({
      "drive.ts": drive,
      "drive_depots.ts": 'export const depots = ["Metz"];',
    });
    assertStringIncludes(await bundleDrive(labIn(folder.url)), "Metz");
    await Deno.writeTextFile(new URL("drive_depots.ts", folder.url), 'export const depots = ["Graz"];');
    assertStringIncludes(await bundleDrive(labIn(folder.url)), "Graz");
  },
);
