import { sizeLadder } from "../../../components/drawing/size_ladder.tsx";

const KIB = 1024;
const MIB = 1024 * KIB;

/** What is not measured here. The reference machine is the small cloud VM on which the book's own figures were taken. */
const QUOTED = [
  { name: "stack reserved for a thread", value: 8 * MIB, source: "pthread_create(3)" },
  { name: "PostgreSQL backend, at most", value: 2 * MIB, source: "Andres Freund, 2020, with huge pages" },
  { name: "kernel stack of any thread", value: 16 * KIB, source: "page_64_types.h" },
  { name: "the kernel’s task_struct", value: 5_888, source: "reference machine" },
  { name: "goroutine", value: 2 * KIB, source: "Go 1.4 release notes" },
  { name: "Erlang process", value: 1_864, source: "erl_vm.h" },
] as const;
const BARE_THREAD = "thread that only sleeps, in its process";

/** What a file of this chapter prints in a process of its own; `null` when it fails. */
async function printedBy(file: string, ...permissions: readonly string[]): Promise<string | null> {
  const script = new URL(file, import.meta.url);
  const args = ["run", "--no-lock", "--quiet", "--no-prompt", ...permissions, script.href];
  const child = new Deno.Command(Deno.execPath(), { args, stdout: "piped", stderr: "null" }).spawn();
  const printed = await new Response(child.stdout).text();
  return (await child.status).success ? printed : null;
}

/** A thread with nothing on top, made through libc; quoted where there is no such libc. */
async function bareThread() {
  const printed = await printedBy("../bare_threads.ts", "--allow-ffi");
  if (printed !== null) return { name: BARE_THREAD, value: Number(printed), source: null };
  return { name: BARE_THREAD, value: 16 * KIB, source: "reference machine, a CPython thread" };
}

/** What one more of each takes, from a task to a Worker. */
export async function draw(): Promise<string> {
  const [printed, bare] = await Promise.all([printedBy("../costs_as_json.ts"), bareThread()]);
  if (printed === null) {
    throw new Error("figures/costs_of_waiting.tsx: costs_as_json.ts did not run; run it alone to see why");
  }
  const { workerBytes, taskBytes }: { readonly workerBytes: number; readonly taskBytes: number } = JSON.parse(printed);
  return sizeLadder([
    ...QUOTED,
    { name: "Worker of Deno, an engine of its own", value: workerBytes, source: null },
    { name: "task that awaits a promise", value: taskBytes, source: null },
    bare,
  ]);
}
