/** The limit of open descriptors of this very process (RLIMIT_NOFILE), lowered for a moment. */
import type { Kernel } from "../../../../labs/_runtime/kernel/mod.ts";

const RLIMIT_NOFILE = 7;

/** Calls `act` while `left` more descriptors can be opened, and no other code of the process runs. */
export function withDescriptorsLeft(left: number, kernel: Kernel, act: () => void): void {
  using libc = openLimits();
  const [soft, hard] = libc.get();
  const first = kernel.eventfd(0, 0) as number;
  // The lowest free numbers are handed out in order: the next one beyond those that are left is the limit.
  const free = [first, ...Array.from({ length: left }, () => kernel.dup(first) as number)];
  for (const fd of free) kernel.close(fd);
  try {
    libc.set(BigInt(Math.max(...free)), hard);
    act();
  } finally {
    libc.set(soft, hard);
  }
}

function openLimits() {
  const library = Deno.dlopen("libc.so.6", {
    getrlimit: { parameters: ["i32", "buffer"], result: "i32" },
    setrlimit: { parameters: ["i32", "buffer"], result: "i32" },
  });
  return {
    get(): readonly [soft: bigint, hard: bigint] {
      const limits = new BigUint64Array(2);
      library.symbols.getrlimit(RLIMIT_NOFILE, limits);
      return [limits[0]!, limits[1]!];
    },
    set(soft: bigint, hard: bigint): void {
      library.symbols.setrlimit(RLIMIT_NOFILE, BigUint64Array.of(soft, hard));
    },
    [Symbol.dispose]: () => library.close(),
  };
}
