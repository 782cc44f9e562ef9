import { assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { cached, readCached, writeCached } from "../../../../chapters/_render/cache/cache_file.ts";
import { digest } from "../../../../chapters/_render/cache/digest.ts";

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("what was written under a key is read under it, and under no other", () =>
  inFolder(async (folder) => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const json = JSON.parse(JSON.stringify(value));
        await writeCached(`${folder}/deep/in/it.json`, "key", json);
        assertEquals(await readCached(`${folder}/deep/in/it.json`, "key"), json);
        assertEquals(await readCached(`${folder}/deep/in/it.json`, "other"), undefined);
      }),
      { numRuns: 20 },
    );
    assertEquals([...Deno.readDirSync(`${folder}/deep/in`)].map(({ name }) => name), ["it.json"], "no leftovers");
  }));

Deno.test("a file that was cut off anywhere is a miss", () =>
  inFolder(async (folder) => {
    const path = `${folder}/it.json`;
    await writeCached(path, "key", { scans: [1, 2] });
    const text = await Deno.readTextFile(path);
    for (let length = 0; length < text.length; length++) {
      await Deno.writeTextFile(path, text.slice(0, length));
      assertEquals(await readCached(path, "key"), undefined, `${length} characters`);
    }
  }));

Deno.test("a value is made once for a key, and again after a failure", () =>
  inFolder(async (folder) => {
    let made = 0;
    const make = () => Promise.resolve(++made);
    const path = `${folder}/it.json`;
    await assertRejects(() => cached(path, "a", () => Promise.reject(new Error("no depot"))), Error, "no depot");
    assertEquals(await cached(path, "a", make), 1);
    assertEquals(await cached(path, "a", make), 1);
    assertEquals(await cached(path, "b", make), 2);
  }));

Deno.test("equal texts have equal digests, and texts cut in other places have others", async () => {
  assertEquals(await digest(["ab", "c"]), await digest(["ab", "c"]));
  assertNotEquals(await digest(["ab", "c"]), await digest(["a", "bc"]));
  assertNotEquals(await digest(["ab"]), await digest(["ab", ""]));
});
