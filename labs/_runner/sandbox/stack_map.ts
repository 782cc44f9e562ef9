/**
 * What `/proc/self/maps` says in a sandbox, which has no /proc: that the main thread's stack is somewhere.
 *
 * Deno's TypeScript parser asks glibc where its stack ends (`pthread_getattr_np`) before it goes deeper, and glibc reads this
 * file for the answer. Without it the parser panics at the first `else` of a file that is stripped of its types on the main
 * thread. The real bounds differ from process to process; with these the parser never looks for more room, and a source that
 * is nested too deeply overflows the stack, which ends the sandbox and nothing else.
 */
export const STACK_MAP = [
  "000000010000-000000400000 ---p 00000000 00:00 0",
  "000000400000-7fffffffffff rw-p 00000000 00:00 0 [stack]",
].map((line) => `${line}\n`).join("");
