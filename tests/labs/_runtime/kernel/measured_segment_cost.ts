/** What this machine's Linux charges for a segment: it says so itself (SIOCOUTQ of unix(7)). Versions differ. */
import { O_NONBLOCK } from "../../../../labs/_runtime/kernel/mod.ts";

const SIOCOUTQ = 0x5411n;

/** A function that measures each size once. */
export function measureSegmentCost(): (bytes: number) => number {
  const costs = new Map<number, number>();
  return (bytes) => {
    const known = costs.get(bytes);
    if (known !== undefined) return known;
    const libc = Deno.dlopen("libc.so.6", {
      socketpair: { parameters: ["i32", "i32", "i32", "buffer"], result: "i32" },
      write: { parameters: ["i32", "buffer", "usize"], result: "i32" },
      ioctl: { parameters: ["i32", "u64", "buffer"], result: "i32" },
      close: { parameters: ["i32"], result: "i32" },
    });
    const [pair, charged] = [new Int32Array(2), new Int32Array(1)];
    libc.symbols.socketpair(1, 1 | O_NONBLOCK, 0, pair);
    libc.symbols.write(pair[0]!, new Uint8Array(bytes), BigInt(bytes));
    libc.symbols.ioctl(pair[0]!, SIOCOUTQ, charged);
    for (const fd of pair) libc.symbols.close(fd);
    libc.close();
    costs.set(bytes, charged[0]!);
    return charged[0]!;
  };
}
