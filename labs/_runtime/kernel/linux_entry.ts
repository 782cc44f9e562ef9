/**
 * The way into Linux: its system calls as functions, and what makes an error of what they return.
 *
 * The machine code is in `linux_stub.ts`. To be called it must be a file that the loader takes, so it is written to /tmp,
 * loaded, and its name removed, all at once. Where /tmp may not hold programs (mounted `noexec`), the C library's `syscall` is used
 * instead and `errno` looked at after it: then, a few times in a million failures, the error is a wrong one.
 */
import { type CallName, callNumbers, SHAPES } from "./linux_calls.ts";
import { type MachineName, stubLibrary } from "./linux_stub.ts";

/** System calls, as `Deno.dlopen` hands them out: the first argument of each is its number. */
export type SystemCalls = Deno.DynamicLibrary<typeof SHAPES>["symbols"];

/** The way in. Disposing it closes the library. */
export interface LinuxEntry extends Disposable {
  /** The calls. What they return is negative when they failed. */
  readonly calls: SystemCalls;
  /** Their numbers here. */
  readonly numbers: Readonly<Record<CallName, number>>;
  /** Linux's number for the error, of a result that is negative. */
  readonly errorOf: (result: number) => number;
  /** True when the error comes with the result, false when it is looked up in `errno`. */
  readonly inOneStep: boolean;
}

const C_LIBRARY = "libc.so.6";
const TEMPLATE = "/tmp/interleave-XXXXXX\0";

/** Opens the way in. Throws `Deno.errors.NotSupported` on a machine whose numbers are not known. */
export function openLinux(): LinuxEntry {
  const machine: string = Deno.build.arch;
  if (machine !== "x86_64" && machine !== "aarch64") {
    throw new Deno.errors.NotSupported(`The numbers of Linux's system calls on ${machine} are not known here`);
  }
  const numbers = callNumbers(machine);
  return openStub(machine, numbers) ?? openCLibrary(numbers);
}

function openStub(machine: MachineName, numbers: LinuxEntry["numbers"]): LinuxEntry | null {
  using writer = fileWriter();
  const path = writer.write(stubLibrary(machine));
  if (path === null) return null;
  try {
    const library = Deno.dlopen(path, SHAPES);
    return {
      calls: library.symbols,
      numbers,
      errorOf: (result) => -result,
      inOneStep: true,
      [Symbol.dispose]: () => library.close(),
    };
  } catch (error) {
    // The loader's refusal has no class of its own. Without the permission, the C library will be refused as well.
    if (error instanceof Error) return null;
    throw error;
  }
}

/** The way in through the C library's function, which leaves the error in `errno`. */
export function openCLibrary(numbers: LinuxEntry["numbers"]): LinuxEntry {
  const library = Deno.dlopen(C_LIBRARY, SHAPES);
  const location = Deno.dlopen(C_LIBRARY, { __errno_location: { parameters: [], result: "pointer" } });
  const place = location.symbols.__errno_location();
  if (place === null) throw new Error("The C library has no errno on this thread");
  const errno = new Int32Array(Deno.UnsafePointerView.getArrayBuffer(place, 4));
  return {
    calls: library.symbols,
    numbers,
    errorOf: () => errno[0] ?? 0,
    inOneStep: false,
    [Symbol.dispose]() {
      library.close();
      location.close();
    },
  };
}

/** Writes one file under a fresh name, and takes the name away when it is disposed. Needs no permission but the one for FFI. */
function fileWriter() {
  const library = Deno.dlopen(C_LIBRARY, {
    mkstemp: { parameters: ["buffer"], result: "i32" },
    write: { parameters: ["i32", "buffer", "usize"], result: "isize" },
    close: { parameters: ["i32"], result: "i32" },
    unlink: { parameters: ["buffer"], result: "i32" },
  });
  const c = library.symbols;
  const name = new TextEncoder().encode(TEMPLATE);
  let made = false;
  return {
    /** Returns the file's path, or `null` when it could not be written. */
    write(bytes: Uint8Array<ArrayBuffer>): string | null {
      const fd = c.mkstemp(name);
      if (fd < 0) return null;
      made = true;
      const written = c.write(fd, bytes, BigInt(bytes.length));
      c.close(fd);
      return Number(written) === bytes.length ? new TextDecoder().decode(name.subarray(0, -1)) : null;
    },
    [Symbol.dispose]() {
      if (made) c.unlink(name);
      library.close();
    },
  };
}
