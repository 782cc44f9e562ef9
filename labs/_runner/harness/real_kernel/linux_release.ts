/** Which Linux this is, as `uname -r` says. */

/** `struct utsname`: six texts of 65 bytes; the third is the release. */
const FIELD_BYTES = 65;
const RELEASE = 2;

/** Asks uname(2). Needs permission to open the C library. */
export function linuxRelease(): string {
  const libc = Deno.dlopen("libc.so.6", { uname: { parameters: ["buffer"], result: "i32" } });
  const names = new Uint8Array(6 * FIELD_BYTES);
  const failed = libc.symbols.uname(names) !== 0;
  libc.close();
  if (failed) return "of an unknown release";
  const release = names.subarray(RELEASE * FIELD_BYTES, (RELEASE + 1) * FIELD_BYTES);
  return new TextDecoder().decode(release.subarray(0, release.indexOf(0)));
}
