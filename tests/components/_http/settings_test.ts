import { assertEquals, assertThrows } from "@std/assert";
import { BadFlag, readSettings } from "../../../components/_http/settings.ts";

Deno.test("without flags the book serves one learner on this machine alone", () => {
  assertEquals(readSettings([]), {
    host: "127.0.0.1",
    port: 8000,
    dataFolder: ".data",
    cacheFolder: ".cache",
    origin: null,
    proxy: null,
    dev: false,
  });
});

Deno.test("flags are read with a space or an equals sign", () => {
  const settings = readSettings(["--port", "0", "--data=/var/book", "--dev"]);
  assertEquals([settings.port, settings.dataFolder, settings.dev], [0, "/var/book", true]);
});

Deno.test("hosted mode takes its public origin, and the proxy whose word counts", () => {
  const settings = readSettings(["--host=0.0.0.0", "--origin=https://book.example/", "--proxy=10.0.0.1"]);
  assertEquals([settings.host, settings.origin, settings.proxy], ["0.0.0.0", "https://book.example", "10.0.0.1"]);
});

for (
  const [flags, message] of [
    [["--prot", "80"], "--prot is not known: the flags are --host, --port"],
    [["80"], `"80" is not a flag: the flags are --host, --port`],
    [["--port"], "--port has no value: write --port <value>."],
    [["--port="], "--port has no value"],
    [["--port", "http"], "--port http is not a port: give a number from 0 to 65535"],
    [["--port", "65536"], "--port 65536 is not a port"],
    [["--dev=yes"], "--dev takes no value: write --dev alone."],
    [["--host", "0.0.0.0"], "add --origin https://"],
    [["--host", "127.0.0.1.evil.example"], "add --origin https://"],
    [["--origin", "http://book.example"], "give scheme and name only"],
    [["--origin", "https://book.example/path"], "give scheme and name only"],
    [["--origin", "book"], "give scheme and name only"],
    [["--proxy", "10.0.0.1"], "add --origin https://"],
  ] as const
) {
  Deno.test(`${flags.join(" ")} is refused in one sentence that says what to do`, () => {
    const error = assertThrows(() => readSettings(flags), BadFlag, message);
    assertEquals(error.message.split("\n").length, 1);
  });
}
