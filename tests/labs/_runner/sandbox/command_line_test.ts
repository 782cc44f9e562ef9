import { assert, assertEquals, assertFalse, assertStringIncludes } from "@std/assert";
import { RUN_LIMITS, RUNNER_LIMITS } from "../../../../labs/_runner/limits.ts";
import { commandLine } from "../../../../labs/_runner/sandbox/command_line.ts";
import type { SandboxHost } from "../../../../labs/_runner/sandbox/host.ts";
import { LAYERS_OF, type SandboxLayers } from "../../../../labs/_runner/sandbox/layers.ts";
import { quote } from "../../../../labs/_runner/sandbox/quote.ts";

const HOST: SandboxHost = {
  denoPath: "/opt/deno",
  denoLibraries: ["/lib/libc.so.6"],
  setprivPath: "/usr/bin/setpriv",
  setprivLibraries: ["/lib/libcap-ng.so.0"],
  folder: "/tmp/it's ours",
  seccompFile: "/tmp/it's ours/seccomp.bpf",
  realKernelSeccompFile: "/tmp/it's ours/real_kernel_seccomp.bpf",
  stackMapFile: "/tmp/it's ours/stack_map",
  cgroups: "none here",
  [Symbol.asyncDispose]: () => Promise.resolve(),
};

function lineOf(
  layers: SandboxLayers,
  { realKernel = false, v8Flags = [] }: { readonly realKernel?: boolean; readonly v8Flags?: readonly string[] } = {},
): { readonly shell: string; readonly words: readonly string[]; readonly env: object } {
  const joinFiles = ["/sys/fs/cgroup/run/cgroup.procs"];
  const common = { host: HOST, layers, limits: RUN_LIMITS, harnessFolder: "/srv/harness", joinFiles };
  const { args, env } = commandLine({ ...common, realKernel, v8Flags });
  return { shell: args[1] ?? "", words: args.slice(3), env };
}

const ignore = Deno.build.os === "windows";

Deno.test({
  name: "every level grants nothing, asks nothing and fetches nothing",
  ignore,
  fn() {
    for (const layers of Object.values(LAYERS_OF)) {
      const { words } = lineOf(layers);
      const run = words.slice(words.indexOf("run"));
      for (const flag of ["--no-prompt", "--no-remote", "--no-npm", "--no-config", "--cached-only"]) {
        assert(run.includes(flag), flag);
      }
      assertFalse(run.some((word) => /^(-A|--allow)/.test(word)));
    }
  },
});

Deno.test({
  name: "a driver gets native code, its own filter and more descriptors, and nothing else",
  ignore,
  fn() {
    const plain = lineOf(LAYERS_OF.strong);
    const driver = lineOf(LAYERS_OF.strong, { realKernel: true });
    const added = driver.words.filter((word) => !plain.words.includes(word));
    assertEquals(added, ["--allow-ffi", "--start-driver"]);
    assertEquals(
      driver.shell,
      plain.shell.replace("seccomp.bpf", "real_kernel_seccomp.bpf")
        .replace(`ulimit -n ${RUNNER_LIMITS.openFiles}`, `ulimit -n ${RUNNER_LIMITS.realKernelFiles}`),
    );
  },
});

Deno.test({
  name: "flags for V8 stand beside the heap's size, and nothing else changes",
  ignore,
  fn() {
    const plain = lineOf(LAYERS_OF.strong);
    const flagged = lineOf(LAYERS_OF.strong, { v8Flags: ["--experimental-wasm-wasmfx"] });
    const heap = `--v8-flags=--max-old-space-size=${RUN_LIMITS.heapMiB}`;
    assert(plain.words.includes(heap));
    assertEquals(
      flagged.words,
      plain.words.map((word) => (word === heap ? `${heap},--experimental-wasm-wasmfx` : word)),
    );
    assertEquals(flagged.shell, plain.shell);
  },
});

Deno.test({
  name: "limits, cgroups and the filter are set before the program, each by its own layer",
  ignore,
  fn() {
    const { shell } = lineOf(LAYERS_OF.strong);
    assertStringIncludes(shell, "echo $$ > '/sys/fs/cgroup/run/cgroup.procs'");
    assertStringIncludes(shell, `ulimit -S -t ${RUN_LIMITS.cpuSeconds}`);
    assertStringIncludes(shell, `exec 9< '/tmp/it'\\''s ours/seccomp.bpf'`);
    assert(shell.endsWith('exec "$@"'));
    assertFalse(lineOf({ ...LAYERS_OF.strong, rlimits: false }).shell.includes("ulimit"));
    assertFalse(lineOf({ ...LAYERS_OF.strong, seccomp: false }).words.includes("--seccomp"));
  },
});

Deno.test({
  name: "without a file tree of its own, Deno has nowhere to write",
  ignore,
  fn() {
    const { words, env } = lineOf(LAYERS_OF.none);
    assertEquals(Reflect.get(env, "DENO_DIR"), "/dev/null/deno");
    assert(words.includes("/srv/harness/harness.js"));
  },
});

Deno.test("a quoted word is one word to the shell, whatever is in it", () => {
  assertEquals(quote("it's $HOME; `ls`"), `'it'\\''s $HOME; \`ls\`'`);
});
