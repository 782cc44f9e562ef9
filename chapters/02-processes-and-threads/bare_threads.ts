/**
 * What a thread takes that is nothing but a thread: `deno run --allow-ffi bare_threads.ts`, on Linux with glibc.
 *
 * Each is made by pthread_create(3) and runs pause(2), which sleeps until a signal comes. What the kernel keeps of it (a
 * stack of its own and a `task_struct`) is not in the figure, since that is not this process's memory.
 */

/** So that what only the first threads pay is not in the mean. */
const FEW = 50;
const MORE = 500;

/** Bytes that each of 500 threads adds to this process. Throws where there is no glibc, or no leave to call it. */
function bytesOfABareThread(): number {
  const libc = Deno.dlopen("libc.so.6", {
    pthread_create: { parameters: ["buffer", "pointer", "pointer", "pointer"], result: "i32" },
    pthread_cancel: { parameters: ["u64"], result: "i32" },
    pthread_join: { parameters: ["u64", "pointer"], result: "i32" },
    dlsym: { parameters: ["pointer", "buffer"], result: "pointer" },
  });
  const { pthread_create, pthread_cancel, pthread_join, dlsym } = libc.symbols;
  const pause = dlsym(null, new TextEncoder().encode("pause\0"));
  const ids: bigint[] = [];
  function create(count: number): void {
    const id = new BigUint64Array(1);
    for (let made = 0; made < count; made++) {
      const error = pthread_create(id, null, pause, null);
      if (error !== 0) {
        throw new Error(`pthread_create: error ${error} after ${ids.length} threads; allow more of them`);
      }
      ids.push(id[0]!);
    }
  }
  create(FEW);
  const before = Deno.memoryUsage().rss;
  create(MORE);
  const bytes = (Deno.memoryUsage().rss - before) / MORE;
  for (const id of ids) {
    pthread_cancel(id);
    pthread_join(id, null);
  }
  libc.close();
  return bytes;
}

if (import.meta.main) console.log(bytesOfABareThread());
