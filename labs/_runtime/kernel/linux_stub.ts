/**
 * A shared library of one function, as bytes: a system call without the C library.
 *
 * Why not call the C library? Its functions return -1 and leave the reason in `errno`, a variable of the thread, to be
 * fetched by a second look. A program in C looks at once. In a runtime with a garbage collector something can come
 * between: memory is allocated, the runtime has to wait for a thread of its own, and asks for that with futex(2), which
 * comes back at once with EAGAIN, since the wait is over already. Then `errno` says EAGAIN, whatever the program's call
 * had failed with. Measured, with allocations between call and look: up to 15 of a million failures. Linux itself has no
 * errno. It returns the negative number, in one register, in one step.
 *
 * The function, in C: `long syscall(long number, long a1, …, long a6)`. All it does is to move its arguments to the registers
 * where Linux expects them. Around it is the least that a loader takes for a library (System V ABI, chapters 4 and 5): one
 * segment to execute, one that the loader may write, a table with one symbol.
 */

/** The machines that we know, by the name that Rust and Deno have for them. */
export type MachineName = "x86_64" | "aarch64";

/** The one symbol: named as the C library names the function of its own that does the same and sets errno. */
export const SYMBOL = "syscall";

/** ELF's number of the machine, and the function. */
const MACHINES: Readonly<Record<MachineName, { readonly id: number; readonly code: readonly number[] }>> = {
  x86_64: {
    id: 62,
    code: [
      ...[0x89, 0xf8], // mov eax, edi: the number
      ...[0x48, 0x89, 0xf7], // mov rdi, rsi
      ...[0x48, 0x89, 0xd6], // mov rsi, rdx
      ...[0x48, 0x89, 0xca], // mov rdx, rcx
      ...[0x4d, 0x89, 0xc2], // mov r10, r8: `syscall` needs rcx for itself
      ...[0x4d, 0x89, 0xc8], // mov r8, r9
      ...[0x4c, 0x8b, 0x4c, 0x24, 0x08], // mov r9, [rsp+8]: the seventh argument is on the stack
      ...[0x0f, 0x05], // syscall
      0xc3, // ret: the result is where C expects it, in rax
    ],
  },
  aarch64: {
    id: 183,
    code: words([
      0x2a0003e8, // mov w8, w0: the number
      0xaa0103e0, // mov x0, x1
      0xaa0203e1, // mov x1, x2
      0xaa0303e2, // mov x2, x3
      0xaa0403e3, // mov x3, x4
      0xaa0503e4, // mov x4, x5
      0xaa0603e5, // mov x5, x6
      0xd4000001, // svc #0
      0xd65f03c0, // ret
    ]),
  },
};

/** Where things are in the file. The headers come first, then all that is only read, then what the loader may write. */
const SYMBOLS_AT = 288;
const HASH_AT = 336;
const STRINGS_AT = 360;
const CODE_AT = 384;
const DYNAMIC_AT = 512;
const DYNAMIC_BYTES = 6 * 16;
/** The largest page of either machine: segments of different rights must not share one. */
const PAGE = 0x1_0000;
/** Where the writable part is in memory: as far into its page as in the file. */
const DYNAMIC_ADDRESS = PAGE + DYNAMIC_AT;

const [EXECUTE, WRITE, READ] = [1, 2, 4];
const [PT_LOAD, PT_DYNAMIC, PT_GNU_STACK] = [1, 2, 0x6474_e551];
const [DT_HASH, DT_STRTAB, DT_SYMTAB, DT_STRSZ, DT_SYMENT] = [4, 5, 6, 10, 11];

/** The library for a machine. */
export function stubLibrary(machine: MachineName): Uint8Array<ArrayBuffer> {
  const { id, code } = MACHINES[machine];
  const strings = new TextEncoder().encode(`\0${SYMBOL}\0`);
  const bytes = new Uint8Array(DYNAMIC_AT + DYNAMIC_BYTES);
  const view = new DataView(bytes.buffer);
  const longs = (at: number, values: readonly number[]) =>
    values.forEach((value, index) => view.setBigUint64(at + 8 * index, BigInt(value), true));
  const ints = (at: number, values: readonly number[]) =>
    values.forEach((value, index) => view.setUint32(at + 4 * index, value, true));
  const shorts = (at: number, values: readonly number[]) =>
    values.forEach((value, index) => view.setUint16(at + 2 * index, value, true));

  // The header: ELF, 64 bits, little-endian, version 1; a shared object; where the four program headers are.
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  shorts(16, [3, id]);
  ints(20, [1]);
  longs(24, [0, 64, 0]);
  shorts(52, [64, 56, 4, 64, 0, 0]);

  /** Kind, rights; place in the file, in memory twice; size in the file, in memory; alignment. */
  const segment = (index: number, kind: number, rights: number, place: readonly number[]) => {
    ints(64 + 56 * index, [kind, rights]);
    longs(64 + 56 * index + 8, place);
  };
  const writable = [DYNAMIC_AT, DYNAMIC_ADDRESS, DYNAMIC_ADDRESS, DYNAMIC_BYTES, DYNAMIC_BYTES];
  segment(0, PT_LOAD, READ | EXECUTE, [0, 0, 0, DYNAMIC_AT, DYNAMIC_AT, PAGE]);
  segment(1, PT_LOAD, READ | WRITE, [...writable, PAGE]);
  segment(2, PT_DYNAMIC, READ | WRITE, [...writable, 8]);
  // Says that the stack need not be executable: without it some loaders make it so, and others refuse.
  segment(3, PT_GNU_STACK, READ | WRITE, [0, 0, 0, 0, 0, 16]);

  // Symbol 0 is none; symbol 1 is a global function, named by a place in the strings.
  ints(SYMBOLS_AT + 24, [1, 1 << 16 | 0x12]);
  longs(SYMBOLS_AT + 32, [CODE_AT, code.length]);
  // A hash table with one bucket, so that no hash matters: the chain from it is symbol 1 and ends.
  ints(HASH_AT, [1, 2, 1, 0, 0]);
  bytes.set(strings, STRINGS_AT);
  bytes.set(code, CODE_AT);
  longs(DYNAMIC_AT, [DT_HASH, HASH_AT, DT_STRTAB, STRINGS_AT, DT_SYMTAB, SYMBOLS_AT]);
  longs(DYNAMIC_AT + 48, [DT_STRSZ, strings.length, DT_SYMENT, 24, 0, 0]);
  return bytes;
}

function words(values: readonly number[]): number[] {
  return values.flatMap((value) => [0, 8, 16, 24].map((shift) => value >>> shift & 0xff));
}
