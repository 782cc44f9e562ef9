/** What each layer is for: with it the attack fails, and with it alone left out the same attack succeeds. */
import { assertEquals, assertMatch, assertNotMatch } from "@std/assert";
import { chooseLevel } from "../../../../labs/_runner/sandbox/choose_level.ts";
import { openHost } from "../../../../labs/_runner/sandbox/host.ts";
import { LAYERS_OF } from "../../../../labs/_runner/sandbox/layers.ts";
import { probe } from "../../../../labs/_runner/sandbox/probe.ts";
import { type Attack, LEVEL, run } from "../../../hostile/attack_run.ts";

const HOST = await openHost();
addEventListener("unload", () => Deno.removeSync(HOST.folder, { recursive: true }));

const ON_CI = Deno.env.get("CI") === "true";

/** Skips, aloud, what can't be built on this machine; on CI it fails instead. */
function layerTest(claim: string, missing: string | null, check: () => Promise<void>): void {
  if (missing !== null) console.warn(`${ON_CI ? "Fails" : "Skipped"}: ${claim}: ${missing}`);
  Deno.test({ name: claim, ignore: missing !== null && !ON_CI, fn: check });
}

const NEEDS_STRONG = LEVEL === "strong" ? null : "this machine's sandbox level is not strong";
const NEEDS_WALLS = LEVEL === "none" ? "this machine has no sandbox" : null;
const NEEDS_CGROUP = NEEDS_STRONG ?? (typeof HOST.cgroups === "string" ? HOST.cgroups : null);

/** What an attack prints with all layers, and with one left out. */
async function withAndWithout(attack: Attack, without: Attack["layers"]): Promise<[string, string]> {
  const withAll = await run(attack);
  const withoutOne = await run({ ...attack, layers: { ...attack.layers, ...without } });
  return [withAll.stdout, withoutOne.stdout];
}

layerTest("Deno's permissions keep a program from the files that are inside", NEEDS_STRONG, async () => {
  const code = `console.log(Deno.readTextFileSync("/book/import_map.json").length > 0);`;
  const [refused, done] = await withAndWithout({ code }, { permissions: false });
  assertEquals([refused, done], ["", "true\n"]);
});

layerTest("limits of the process end a loop", NEEDS_STRONG, async () => {
  // Two seconds of computing, where one is allowed.
  const code = `while (performance.now() < 1e9 && process.cpuUsage().user < 2e6); console.log("computed");`;
  const attack = { code: `import process from "node:process"; ${code}`, limits: { cpuSeconds: 1 } };
  const [ended, computed] = await withAndWithout(attack, { rlimits: false });
  assertEquals([ended, computed], ["", "computed\n"]);
});

layerTest("namespaces hide the machine's files", NEEDS_STRONG, async () => {
  const code = `console.log(Deno.readTextFileSync("/etc/passwd").length > 0);`;
  const [absent, read] = await withAndWithout({ code, layers: { permissions: false } }, { namespaces: "none" });
  assertEquals([absent, read], ["", "true\n"]);
});

layerTest("the list of system calls keeps a program from starting another", NEEDS_STRONG, async () => {
  const code = `console.log((await new Deno.Command("/deno", { args: ["--version"] }).spawn().status).success);`;
  const attack = { code, layers: { permissions: false } };
  const [refused, started] = await withAndWithout(attack, { seccomp: false });
  assertNotMatch(refused, /true/);
  assertMatch(started, /true\n$/);
});

layerTest("the cgroup bounds memory that a raised limit of the process lets through", NEEDS_CGROUP, async () => {
  const code = `const all = [];
    while (all.length < 40) all.push(new Uint8Array(16 << 20).fill(1));
    console.log(all.length * 16, "MiB");`;
  const [ended, held] = await withAndWithout({ code, limits: { dataMiB: 8_192 } }, { cgroup: false });
  assertEquals([ended, held], ["", "640 MiB\n"]);
});

layerTest("level strong withstands every attack of the probe", NEEDS_STRONG, async () => {
  assertEquals(await probe(HOST, LAYERS_OF.strong), { started: true, asItIs: [], exploited: [] });
});

layerTest("level good withstands all but the start of a program", NEEDS_WALLS, async () => {
  assertEquals(await probe(HOST, LAYERS_OF.good), { started: true, asItIs: [], exploited: ["start a program"] });
});

layerTest("level good runs, limits and kills as strong does", NEEDS_WALLS, async () => {
  const layers = LAYERS_OF.good;
  const loop = await run({ code: "for (;;) {}", limits: { cpuSeconds: 1 }, layers });
  assertEquals(loop.outcome, "cpu-limit");
  const wait = await run({
    code: `console.log("waits"); await new Promise(() => setInterval(() => {}, 1e6));`,
    wallAfter: "waits\n",
    layers,
  });
  assertEquals([wait.exit.killedFor, wait.stdout], ["wall", "waits\n"]);
  const crash = await run({ code: "const all: unknown[] = []; for (;;) all.push(new Array(1e5));", layers });
  assertEquals([crash.outcome, crash.stderr.trim()], ["out-of-memory", ""]);
});

layerTest("where no walls stand, the probe's attacks succeed", NEEDS_STRONG, async () => {
  const report = await probe(HOST, LAYERS_OF.none);
  if (!report.started) throw new Error(report.stderr);
  assertEquals(report.asItIs, ["import a file of the machine"]);
  for (const attack of ["read the server's files", "connect to a service of the machine", "start a program"]) {
    assertEquals(report.exploited.includes(attack), true, attack);
  }
});

Deno.test("a level that does not start is refused with what it said and the remedy", async () => {
  const broken = { ...HOST, denoPath: "/nowhere/deno" };
  const { level, rejected } = await chooseLevel(broken);
  assertEquals(level, "none");
  assertEquals(rejected.map(({ level }) => level), ["strong", "good"]);
  assertMatch(rejected[0]!.reason, /^Sandbox level strong (does not start|needs Linux).*(install|run the server)/);
});
