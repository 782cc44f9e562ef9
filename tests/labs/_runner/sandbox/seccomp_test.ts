import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Arch, seccompProgram } from "../../../../labs/_runner/sandbox/seccomp.ts";
import { AF_UNIX, REAL_KERNEL_CALLS, SOCKET } from "../../../../labs/_runner/sandbox/real_kernel_calls.ts";
import { ABSENT_CALLS, ALLOWED_CALLS, CLONE } from "../../../../labs/_runner/sandbox/system_calls.ts";

const ALLOW = 0x7fff0000;
const KILL = 0x80000000;
const EPERM = 0x00050001;
const ENOSYS = 0x00050026;
const MACHINES = { x86_64: 0xc000003e, aarch64: 0xc00000b7 } as const;
const ARCHES: readonly Arch[] = ["x86_64", "aarch64"];

/** A system call as the kernel shows it to a filter. */
interface Call {
  readonly arch: number;
  readonly number: number;
  readonly flags?: number;
}

/** Runs the program as the kernel would: an accumulator, loads, jumps forward, an answer. */
function answer(program: Uint8Array, call: Call): number {
  const code = new DataView(program.buffer);
  const fields = new Map([[0, call.number], [4, call.arch], [16, call.flags ?? 0]]);
  let accumulator = 0;
  for (let at = 0; at < program.length; at += 8) {
    const k = code.getUint32(at + 4, true);
    const jump = (taken: boolean) => at += 8 * code.getUint8(at + (taken ? 2 : 3));
    switch (code.getUint16(at, true)) {
      case 0x20:
        accumulator = fields.get(k) ?? NaN;
        break;
      case 0x15:
        jump(accumulator === k);
        break;
      case 0x35:
        jump(accumulator >= k);
        break;
      case 0x45:
        jump((accumulator & k) !== 0);
        break;
      case 0x06:
        return k;
      default:
        throw new RangeError(`No such instruction at ${at}`);
    }
  }
  throw new RangeError("The program has no end");
}

for (const arch of ARCHES) {
  const program = seccompProgram(arch);
  const ask = (number: number, flags = 0) => answer(program, { arch: MACHINES[arch], number, flags });
  const numbers = (calls: typeof ALLOWED_CALLS) =>
    Object.values(calls).flatMap((each) => each[arch] === null ? [] : [each[arch]]);

  Deno.test(`on ${arch} what is listed is allowed, and what is absent is said to be`, () => {
    for (const number of numbers(ALLOWED_CALLS)) assertEquals(ask(number), ALLOW);
    for (const number of numbers(ABSENT_CALLS)) assertEquals(ask(number), ENOSYS);
  });

  Deno.test(`on ${arch} whatever is not listed is not permitted`, () => {
    const listed = new Set([...numbers(ALLOWED_CALLS), ...numbers(ABSENT_CALLS), CLONE[arch]]);
    for (let number = 0; number < 600; number++) if (!listed.has(number)) assertEquals(ask(number), EPERM);
    fc.assert(fc.property(fc.nat(0xffffffff), (number) => listed.has(number) || assertEquals(ask(number), EPERM)));
  });

  Deno.test(`on ${arch} clone makes threads and no processes`, () => {
    assertEquals(ask(CLONE[arch], 0x003d0f00), ALLOW);
    assertEquals(ask(CLONE[arch], 17), EPERM);
    assertEquals(ask(CLONE[arch], 0x10000000), EPERM);
  });

  Deno.test(`on ${arch} a driver's calls are allowed beside the others, and only to a driver`, () => {
    const driver = seccompProgram(arch, { realKernel: true });
    const askDriver = (number: number, flags = 0) => answer(driver, { arch: MACHINES[arch], number, flags });
    for (const number of numbers(REAL_KERNEL_CALLS)) {
      assertEquals(askDriver(number), ALLOW);
      assertEquals(ask(number), EPERM);
    }
    const added = new Set([...numbers(REAL_KERNEL_CALLS), SOCKET[arch]]);
    for (let number = 0; number < 600; number++) {
      if (!added.has(number)) assertEquals(askDriver(number), ask(number));
    }
  });

  Deno.test(`on ${arch} a driver makes sockets of one family`, () => {
    const driver = seccompProgram(arch, { realKernel: true });
    for (let family = 0; family < 64; family++) {
      const asked = answer(driver, { arch: MACHINES[arch], number: SOCKET[arch], flags: family });
      assertEquals(asked, family === AF_UNIX ? ALLOW : EPERM);
    }
    assertEquals(ask(SOCKET[arch], AF_UNIX), EPERM);
  });

  Deno.test(`on ${arch} a call of another machine kills the process`, () => {
    const i386 = 0x40000003;
    for (const number of numbers(ALLOWED_CALLS)) assertEquals(answer(program, { arch: i386, number }), KILL);
  });

  Deno.test(`on ${arch} the program is one that the kernel takes`, () => {
    assert(program.length / 8 <= 4_096, "more than BPF_MAXINSNS");
    assertEquals(program.length % 8, 0);
  });
}

Deno.test("no x32 number is a second way to an allowed call", () => {
  const program = seccompProgram("x86_64");
  for (const { x86_64 } of Object.values(ALLOWED_CALLS)) {
    if (x86_64 === null) continue;
    assertEquals(answer(program, { arch: MACHINES.x86_64, number: 0x40000000 + x86_64 }), EPERM);
  }
});
