/** The shared libraries that a program needs: all that a sandbox must hold besides the program itself. */
import { readBounded } from "./read_bounded.ts";

/** More than any program's list is long. */
const LIST_BYTES = 65_536;

/**
 * Asks `ldd` which files the loader will open for `program`.
 *
 * @returns absolute paths without repetition, the loader's own included; empty for a static program or without `ldd`
 */
export async function loadedLibraries(program: string): Promise<readonly string[]> {
  const child = startLdd(program);
  if (child === null) return [];
  const list = await readBounded(child.stdout, LIST_BYTES);
  await child.status;
  return [...new Set(librariesIn(list))];
}

function startLdd(program: string): Deno.ChildProcess | null {
  try {
    return new Deno.Command("/usr/bin/ldd", {
      args: [program],
      clearEnv: true,
      stdin: "null",
      stdout: "piped",
      stderr: "null",
    }).spawn();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

/** `libm.so.6 => /lib/libm.so.6 (0x…)`, and the loader by its path alone: `/lib64/ld-linux-x86-64.so.2 (0x…)`. */
export function librariesIn(list: string): readonly string[] {
  return list.split("\n").flatMap((line) => /^\s+(?:\S+ => )?(\/\S+) \(0x/.exec(line)?.[1] ?? []);
}
