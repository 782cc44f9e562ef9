/**
 * The seccomp filter as a classic BPF program: for each system call the kernel runs it over `struct seccomp_data` and does
 * what it returns. An allow list: whatever is not named fails with EPERM.
 *
 * Source: seccomp(2), linux/filter.h, linux/seccomp.h, linux/audit.h.
 */
import { AF_UNIX, REAL_KERNEL_CALLS, SOCKET } from "./real_kernel_calls.ts";
import { ABSENT_CALLS, ALLOWED_CALLS, CLONE } from "./system_calls.ts";

/** Machines whose system call numbers we know, as `Deno.build.arch` names them. */
export type Arch = "x86_64" | "aarch64";

/** AUDIT_ARCH_*: the kernel's word for the machine and calling convention that a call came by. */
const AUDIT_ARCH: Readonly<Record<Arch, number>> = { x86_64: 0xc000003e, aarch64: 0xc00000b7 };

/** Offsets into `struct seccomp_data`. The low half of the first argument holds all flags of `clone`, and all of `socket`'s family. */
const NUMBER = 0;
const ARCH = 4;
const FIRST_ARGUMENT = 16;

/** BPF_LD|W|ABS, BPF_JMP|JEQ|K, BPF_JMP|JGE|K, BPF_JMP|JSET|K, BPF_RET|K. */
const LOAD = 0x20;
const IF_EQUAL = 0x15;
const IF_AT_LEAST = 0x35;
const IF_BITS = 0x45;
const RETURN = 0x06;

const ALLOW = 0x7fff0000;
const KILL_PROCESS = 0x80000000;
const FAIL_WITH = 0x00050000;
const EPERM = 1;
const ENOSYS = 38;

/** Numbers from here up are the x32 convention, which says "x86_64" of itself: a second way to every call. */
const X32_BIT = 0x40000000;
const CLONE_THREAD = 0x00010000;

/** One instruction: on a jump, how many of the following to skip when true and when false. */
type Instruction = readonly [code: number, whenTrue: number, whenFalse: number, k: number];

/** What a filter is for. */
export interface FilterOptions {
  /** The driver's calls are allowed too. */
  readonly realKernel?: boolean;
}

/** Assembles the filter for `arch`, in the byte order and layout that `bwrap --seccomp` reads: 8 bytes an instruction. */
export function seccompProgram(arch: Arch, { realKernel = false }: FilterOptions = {}): Uint8Array<ArrayBuffer> {
  const program: Instruction[] = [
    [LOAD, 0, 0, ARCH],
    [IF_EQUAL, 1, 0, AUDIT_ARCH[arch]],
    [RETURN, 0, 0, KILL_PROCESS],
    [LOAD, 0, 0, NUMBER],
  ];
  if (arch === "x86_64") program.push([IF_AT_LEAST, 0, 1, X32_BIT], [RETURN, 0, 0, FAIL_WITH | EPERM]);
  // Each test stands next to its answer: a jump reaches only 255 instructions, the list may grow longer.
  for (const numbers of Object.values(realKernel ? { ...ALLOWED_CALLS, ...REAL_KERNEL_CALLS } : ALLOWED_CALLS)) {
    const number = numbers[arch];
    if (number !== null) program.push([IF_EQUAL, 0, 1, number], [RETURN, 0, 0, ALLOW]);
  }
  for (const numbers of Object.values(ABSENT_CALLS)) {
    const number = numbers[arch];
    if (number !== null) program.push([IF_EQUAL, 0, 1, number], [RETURN, 0, 0, FAIL_WITH | ENOSYS]);
  }
  if (realKernel) {
    program.push(
      [IF_EQUAL, 0, 4, SOCKET[arch]],
      [LOAD, 0, 0, FIRST_ARGUMENT],
      [IF_EQUAL, 0, 1, AF_UNIX],
      [RETURN, 0, 0, ALLOW],
      [RETURN, 0, 0, FAIL_WITH | EPERM],
    );
  }
  program.push(
    [IF_EQUAL, 0, 3, CLONE[arch]],
    [LOAD, 0, 0, FIRST_ARGUMENT],
    [IF_BITS, 0, 1, CLONE_THREAD],
    [RETURN, 0, 0, ALLOW],
    [RETURN, 0, 0, FAIL_WITH | EPERM],
  );
  return bytesOf(program);
}

/** `struct sock_filter`: u16 code, u8 jump when true, u8 jump when false, u32 k. Both machines are little-endian. */
function bytesOf(program: readonly Instruction[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(program.length * 8);
  const view = new DataView(bytes.buffer);
  for (const [index, [code, whenTrue, whenFalse, k]] of program.entries()) {
    view.setUint16(index * 8, code, true);
    view.setUint8(index * 8 + 2, whenTrue);
    view.setUint8(index * 8 + 3, whenFalse);
    view.setUint32(index * 8 + 4, k, true);
  }
  return bytes;
}
