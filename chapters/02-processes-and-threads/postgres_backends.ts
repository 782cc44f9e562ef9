/**
 * A real PostgreSQL, started for a moment in a folder of its own: `deno run -A postgres_backends.ts`, on Linux, where its
 * programs are installed. It connects until it is refused, and reads what the kernel says of each backend's memory.
 */

/** As on the wire: protocol 3.0, then names and values, each ended by a zero. */
const HELLO = "\0\x03\0\0user\0postgres\0database\0postgres\0\0";

/** One client's connection, and the process at its other end. */
interface Client extends Disposable {
  readonly backend: number;
}

/** Connects; throws what the server says when it refuses. */
async function connect(path: string): Promise<Client> {
  const socket = await Deno.connect({ transport: "unix", path });
  const hello = new TextEncoder().encode(`\0\0\0\0${HELLO}`);
  new DataView(hello.buffer).setInt32(0, hello.length);
  await socket.write(hello);
  for await (const { type, body } of messages(socket)) {
    if (type === "E") throw new Error(new TextDecoder().decode(body).split("\0M")[1]?.split("\0")[0]);
    if (type === "K") {
      const backend = new DataView(body.buffer, body.byteOffset).getInt32(0);
      return { backend, [Symbol.dispose]: () => socket.close() };
    }
  }
  throw new Error("the server hung up");
}

/** What comes: a letter, a length, a body. */
async function* messages(socket: Deno.Conn): AsyncGenerator<{ type: string; body: Uint8Array<ArrayBuffer> }> {
  let bytes = new Uint8Array();
  const chunk = new Uint8Array(4096);
  for (let count = await socket.read(chunk); count !== null; count = await socket.read(chunk)) {
    bytes = new Uint8Array([...bytes, ...chunk.subarray(0, count)]);
    while (bytes.length >= 5) {
      const end = 1 + new DataView(bytes.buffer).getInt32(1);
      if (bytes.length < end) break;
      yield { type: String.fromCharCode(bytes[0]!), body: bytes.slice(5, end) };
      bytes = bytes.slice(end);
    }
  }
}

// #region memory
/** KiB behind a process's addresses: all of them, and its share. */
async function memoryKib(pid: number) {
  const text = await Deno.readTextFile(`/proc/${pid}/smaps_rollup`);
  function kib(name: string): number {
    return Number(new RegExp(`^${name}: +(\\d+)`, "m").exec(text)?.[1]);
  }
  return { rss: kib("Rss"), pss: kib("Pss") };
}
// #endregion

/** Runs one of PostgreSQL's programs, as the user `postgres` if it is root who asks: PostgreSQL won't run as root. */
async function run(program: string, ...args: readonly string[]): Promise<void> {
  const asPostgres = Deno.uid() === 0 ? ["runuser", "-u", "postgres", "--"] : [];
  const [command = program, ...rest] = [...asPostgres, program, ...args];
  const { success } = await new Deno.Command(command, { args: rest, stdout: "null", stderr: "inherit" }).spawn().status;
  if (!success) throw new Error(`${program} failed; put PostgreSQL's bin folder into PATH`);
}

/** Connects until it is refused, and prints what it found. */
async function fillUp(path: string): Promise<void> {
  using clients = new DisposableStack();
  const backends: number[] = [];
  for (;;) {
    try {
      backends.push(clients.use(await connect(path)).backend);
    } catch (error) {
      console.log(`client ${backends.length + 1}: ${error instanceof Error ? error.message : error}`);
      break;
    }
  }
  const memory = await Promise.all(backends.map(memoryKib));
  const sumMib = (name: "rss" | "pss") => memory.reduce((sum, each) => sum + each[name], 0) / 1024;
  console.log(`${backends.length} backends, added up as ps lists them: ${sumMib("rss").toFixed(0)} MiB`);
  console.log(`their shares of what is there:            ${sumMib("pss").toFixed(0)} MiB`);
}

async function main(): Promise<void> {
  const folder = await Deno.makeTempDir({ dir: "/tmp" });
  if (Deno.uid() === 0) await Deno.chmod(folder, 0o777);
  try {
    await run("initdb", "--pgdata", `${folder}/data`, "--auth=trust", "--username=postgres");
    await run("pg_ctl", "--pgdata", `${folder}/data`, `--log=${folder}/log`, "-w", "start", "-o", `-k ${folder} -h ''`);
    try {
      await fillUp(`${folder}/.s.PGSQL.5432`);
    } finally {
      await run("pg_ctl", "--pgdata", `${folder}/data`, "--mode=immediate", "stop");
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

if (import.meta.main) {
  const { state } = await Deno.permissions.query({ name: "run" });
  if (state === "granted") await main();
  else console.log("Run it with -A on a machine where PostgreSQL is installed.");
}
