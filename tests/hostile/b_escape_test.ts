/** Group B of the hostile submissions: programs that try to get out. Each row has its number. */
import { assert, assertEquals, assertMatch, assertNotMatch, assertStringIncludes } from "@std/assert";
import { hostileTest, LEVEL, run } from "./attack_run.ts";

/** All of Deno's permissions granted, as after an exploit of V8: what is left are the walls around the process. */
const EXPLOITED = { permissions: false };

/** A program that tries `expression` and prints what came of it, or the error's name and message. */
function trying(expression: string): string {
  return `try {
      const result = await (${expression});
      console.log("DONE", result);
    } catch (error) { console.log("refused:", (error as Error).name, (error as Error).message); }`;
}

const secret = await Deno.makeTempFile();
await Deno.writeTextFile(secret, "SESSION_KEY=hunter2");
addEventListener("unload", () => Deno.removeSync(secret));

for (
  const [row, source] of [
    ["B1 a file of the machine", `import text from "/etc/passwd" with { type: "text" };`],
    ["B2 the server's environment", `import text from "file:///proc/${Deno.pid}/environ" with { type: "text" };`],
    ["B3 the server's files", `import text from "file://${secret}" with { type: "text" };`],
    ["B4 a module beside the book", `import text from "file://${import.meta.filename}";`],
  ] as const
) {
  const printing = `${source} console.log(text);`;
  hostileTest(`${row} can't be imported`, async () => {
    const ran = await run({ code: printing });
    assertEquals(ran.stdout, "");
    assert(ran.outcome === "did-not-compile" || ran.outcome === "crashed", ran.outcome);
  });
  hostileTest(`${row} is not there to be imported by a data: module, even without Deno's permissions`, async () => {
    const code = trying(`import("data:text/javascript," + encodeURIComponent(${JSON.stringify(printing)}))`);
    const ran = await run({ code, layers: EXPLOITED });
    assertMatch(ran.stdout, /^refused: /);
    assertNotMatch(ran.stdout, /SESSION_KEY|root:/);
  });
}

/** Refused by Deno itself; the walls behind it are tried in B27. */
for (
  const [row, expression, refusal] of [
    ["B5 an import by a computed name", `import(["/etc/passwd"].join(""), { with: { type: "text" } })`, /./],
    ["B9 a remote module", `import("https://example.com/?" + "secret")`, /./],
    ["B9 a package", `import("npm:chalk")`, /./],
    ["B9 a package of the other registry", `import("jsr:@std/assert")`, /./],
    ["B10 a service of the machine", `fetch("http://127.0.0.1:5432")`, /NotCapable/],
    ["B10 a cloud's metadata", `fetch("http://169.254.169.254/")`, /NotCapable/],
    ["B11 a Unix socket", `Deno.connect({ transport: "unix", path: "/var/run/docker.sock" })`, /NotCapable/],
    ["B13 a program", `new Deno.Command(Deno.execPath(), { args: ["run", "-A", "x.ts"] }).spawn()`, /NotCapable/],
    ["B14 native code", `Deno.dlopen("libc.so.6", {})`, /NotCapable/],
    ["B14 native code for Node", `(await import("node:process")).default.dlopen({}, "libc.so.6")`, /./],
    ["B14 an extension of SQLite", inSqlite(`new DatabaseSync(":memory:", { allowExtension: true })`), /NotCapable/],
    ["B15 a database attached", inSqlite(`new DatabaseSync(":memory:").exec("ATTACH '/tmp/x.db' AS y")`), /./],
    ["B15 a database written", inSqlite(`new DatabaseSync(":memory:").exec("VACUUM INTO '/tmp/x.db'")`), /./],
    ["B16 a symlink", `Deno.symlinkSync("/etc/passwd", "/tmp/x")`, /NotCapable/],
    ["B18 a signal to its parent", `Deno.kill(Deno.ppid, "SIGKILL")`, /NotCapable/],
    ["B19 the inspector", `(await import("node:inspector")).open(9333)`, /NotCapable|not implemented|ERR_/i],
    ["B21 a heap snapshot", `(await import("node:v8")).writeHeapSnapshot("/tmp/x")`, /NotCapable/],
    ["B25 a variable of the environment", `Deno.env.get("PATH")`, /NotCapable/],
  ] as const
) {
  hostileTest(`${row} is refused`, async () => {
    const ran = await run({ code: trying(expression) });
    assertMatch(ran.stdout, /^refused: /);
    assertMatch(ran.stdout, refusal);
  });
}

function inSqlite(expression: string): string {
  return `import("node:sqlite").then(({ DatabaseSync }) => ${expression})`;
}

hostileTest("B22 a request for a permission is answered no, without a prompt", async () => {
  const ran = await run({ code: trying(`Deno.permissions.request({ name: "read" }).then(({ state }) => state)`) });
  assertEquals(ran.stdout, "DONE denied\n");
});

hostileTest("B23 a Worker can't be given more than its program has", async () => {
  const ran = await run({
    code: `new Worker("data:text/javascript,", { type: "module", deno: { permissions: { read: true } } });
      console.log("made");`,
  });
  assertEquals(ran.stdout, "");
  assertNotMatch(ran.outcome, /finished|passed/);
});

/** What the sandbox is given, what the shell adds, and what Deno sets for itself. */
const KNOWN_VARIABLES = ["DENO_DIR", "DENO_NO_PACKAGE_JSON", "DENO_NO_UPDATE_CHECK", "HOME", "NO_COLOR", "PATH", "PWD"]
  .concat(["OLDPWD", "SHLVL", "_", "DENO_NODE_SHIM_ACTIVE"]);

/** B27: the whole group again with all permissions granted. Only the walls are left. */
for (
  const [row, expression, stdout] of [
    [
      "its file tree holds nothing of the machine's",
      `[...Deno.readDirSync("/")].map(({ name }) => name).sort().join(" ")`,
      /^DONE book deno dev lib( lib64)? proc( setpriv)? tmp( usr)?\n$/,
    ],
    ["B1 a file of the machine is not there", `Deno.readTextFileSync("/etc/passwd")`, /^refused: NotFound/],
    [
      "B2 the server's environment is not there",
      `Deno.readTextFileSync("/proc/${Deno.pid}/environ")`,
      /^refused: NotFound/,
    ],
    ["B3 the server's files are not there", `Deno.readTextFileSync("${secret}")`, /^refused: NotFound/],
    ["B10 a service can't be reached", `fetch("http://127.0.0.1:5432")`, /^refused: /],
    ["B10 no address leads out", `Deno.connect({ hostname: "1.1.1.1", port: 53 })`, /^refused: /],
    [
      "B11 a Unix socket is not there",
      `Deno.connect({ transport: "unix", path: "/var/run/docker.sock" })`,
      /^refused: /,
    ],
    ["its own program can't be written", `Deno.writeTextFileSync("/book/harness.js", "")`, /^refused: /],
    ["nothing can be written but in /tmp", `Deno.writeTextFileSync("/x", "")`, /^refused: /],
    ["no device can be written", `Deno.writeTextFileSync("/dev/x", "")`, /^refused: /],
    [
      "B16 a symlink points nowhere",
      `(Deno.symlinkSync("/etc/passwd", "/tmp/x"), Deno.readTextFileSync("/tmp/x"))`,
      /^refused: NotFound/,
    ],
    ["B18 process numbers are its own", `Deno.pid < 1000 && Deno.pid !== ${Deno.pid}`, /^DONE true/],
    [
      "B25 no variable of the server's is there",
      `Object.keys(Deno.env.toObject()).filter((name) => !${JSON.stringify(KNOWN_VARIABLES)}.includes(name)).join(" ")`,
      /^DONE \n$/,
    ],
  ] as const
) {
  hostileTest(`B27 even with all permissions, ${row}`, async () => {
    const ran = await run({ code: trying(expression), layers: EXPLOITED });
    assertMatch(ran.stdout, stdout);
  });
}

const LIBC = `Deno.dlopen("libc.so.6", {
  syscall: { parameters: ["i64", "i64", "i64", "i64", "i64", "i64"], result: "i64" },
  fstat: { parameters: ["i32", "buffer"], result: "i32" },
}).symbols`;

/** Numbers of system calls on x86_64; -1 is refusal. */
for (
  const [row, call] of [
    ["B17 a namespace", "272n, 0x00020000n, 0n, 0n, 0n, 0n"],
    ["B17 a mount", "165n, 0n, 0n, 0n, 0n, 0n"],
    ["B18 ptrace", "101n, 0n, 0n, 0n, 0n, 0n"],
    ["B18 a signal to process 1", "62n, 1n, 0n, 0n, 0n, 0n"],
    ["a new process", "57n, 0n, 0n, 0n, 0n, 0n"],
    ["io_uring", "425n, 8n, 0n, 0n, 0n, 0n"],
    ["a BPF program", "321n, 0n, 0n, 0n, 0n, 0n"],
    ["a kernel key", "250n, 0n, 0n, 0n, 0n, 0n"],
    ["a socket", "41n, 1n, 1n, 0n, 0n, 0n"],
    ["the same call by its x32 number", `${0x40000000 + 41}n, 1n, 1n, 0n, 0n, 0n`],
  ] as const
) {
  if (LEVEL !== "strong" || Deno.build.arch !== "x86_64") continue;
  hostileTest(`B27 even with native code, ${row} is refused by the kernel`, async () => {
    const ran = await run({ code: trying(`${LIBC}.syscall(${call})`), layers: EXPLOITED });
    assertEquals(ran.stdout, "DONE -1n\n");
  });
}

hostileTest("B13 even with all permissions, no program can be started", async () => {
  if (LEVEL !== "strong") return console.warn("Skipped: only the list of system calls, at level strong, forbids it.");
  const code = trying(`new Deno.Command("/deno", { args: ["--version"] }).spawn().pid`);
  const ran = await run({ code, layers: EXPLOITED });
  assertStringIncludes(ran.stdout, "Operation not permitted");
});

hostileTest("B26 no descriptor of the server's is open inside", async () => {
  using file = await Deno.open(secret);
  const { ino } = await file.stat();
  const code = `const { fstat } = ${LIBC};
    const stat = new BigUint64Array(64);
    const inodes = [];
    for (let fd = 0; fd < 64; fd++) if (fstat(fd, stat) === 0) inodes.push(Number(stat[1]));
    console.log(inodes.length > 0, inodes.includes(${ino}));`;
  const ran = await run({ code, layers: EXPLOITED });
  assertEquals(ran.stdout, "true false\n");
});
