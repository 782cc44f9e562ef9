/**
 * The probe's program: tries to get out of the sandbox that it was started in, and prints what it could do.
 *
 * It stands in the harness's place, as a main module: a literal import there is Deno's widest hole, open without any
 * permission. It hears on stdin what there is to reach outside, and prints a JSON list of the attacks that succeeded.
 * Where no wall stands they do succeed, so each is harmless: it opens, touches or asks, and changes nothing.
 */

/** Each attack throws, or returns false, where a wall holds. */
const ATTACKS = {
  "import a file of the machine": async () =>
    Boolean((await import("/etc/passwd", { with: { type: "text" } })).default),
  "import a process's environment": async () =>
    (await import("/proc/self/environ", { with: { type: "text" } })).default !== undefined,
  "read a file of the machine": () => Deno.readTextFileSync("/etc/passwd") !== "",
  "read the server's environment": ({ serverPid }) => Deno.readTextFileSync(`/proc/${serverPid}/environ`) !== "",
  "read the server's files": ({ secretFile }) => Deno.readTextFileSync(secretFile) !== "",
  "write its own program": () => opens(import.meta.filename, { write: true }),
  "write outside /tmp": () => Deno.removeSync(Deno.makeTempFileSync({ dir: "/" })) === undefined,
  "write the server's files": ({ secretFile }) => opens(secretFile, { write: true }),
  "connect to a service of the machine": async ({ port }) => {
    using connection = await Deno.connect({ hostname: "127.0.0.1", port });
    return connection.remoteAddr !== undefined;
  },
  "signal the server": ({ serverPid }) =>
    // Among process numbers of its own, the server's may be one of its own processes'.
    ![1, Deno.pid].includes(serverPid) && Deno.kill(serverPid, "SIGCONT") === undefined,
  "make a mount namespace": () => libc().unshare(CLONE_NEWNS) === 0,
  "make a user namespace": () => {
    // unshare(2) refuses a process with threads, which Deno is; a new process may have its own.
    const { syscall, _exit } = libc();
    const pid = syscall(SYS_CLONE[Deno.build.arch], BigInt(CLONE_NEWUSER | SIGCHLD), 0n, 0n, 0n, 0n);
    if (pid === 0n) _exit(0);
    return pid > 0n;
  },
  "start a program": () =>
    new Deno.Command(Deno.execPath(), { args: ["--version"], stdout: "null", stderr: "null" }).spawn().pid > 0,
};

const CLONE_NEWNS = 0x00020000;
const CLONE_NEWUSER = 0x10000000;
const SIGCHLD = 17;
const SYS_CLONE = { x86_64: 56n, aarch64: 220n };

function libc() {
  return Deno.dlopen("libc.so.6", {
    unshare: { parameters: ["i32"], result: "i32" },
    syscall: { parameters: ["i64", "i64", "i64", "i64", "i64", "i64"], result: "i64" },
    _exit: { parameters: ["i32"], result: "void" },
  }).symbols;
}

function opens(path, options) {
  using file = Deno.openSync(path, options);
  return file.writable !== undefined;
}

async function succeeds(attack, target) {
  try {
    return await attack(target);
  } catch {
    // The wall held; how it said so does not matter here.
    return false;
  }
}

const target = JSON.parse(await new Response(Deno.stdin.readable).text());
const succeeded = [];
for (const [name, attack] of Object.entries(ATTACKS)) {
  if (await succeeds(attack, target)) succeeded.push(name);
}
console.log(JSON.stringify(succeeded));
Deno.exit(0);
