/** Bytes on a real connection, for what fetch would not send. */

const NEWLINE = "\r\n";

/** Sends `head` (lines without their ends), then `body`, and returns the status of the answer; 0 when there is none. */
export async function statusOf(
  port: number,
  head: readonly string[],
  body: Uint8Array = new Uint8Array(),
): Promise<number> {
  using connection = await Deno.connect({ port });
  await connection.write(new TextEncoder().encode([...head, "", ""].join(NEWLINE)));
  if (body.length > 0) await connection.write(body);
  const answer = new Uint8Array(256);
  const length = await connection.read(answer);
  const line = new TextDecoder().decode(answer.subarray(0, length ?? 0));
  return Number(line.match(/^HTTP\/1\.1 (\d{3})/)?.[1] ?? 0);
}

/** How long a server may take bytes: one that takes all it is sent takes hundreds of megabytes meanwhile. */
const TAKING_MS = 1_000;

/** Sends `piece` again and again until the other side closes, has had its time, or has taken `maxBytes`; returns how many it took. */
export async function bytesTaken(
  port: number,
  head: readonly string[],
  options: { readonly piece: Uint8Array; readonly maxBytes: number },
): Promise<number> {
  const connection = await Deno.connect({ port });
  await connection.write(new TextEncoder().encode([...head, "", ""].join(NEWLINE)));
  const timer = setTimeout(() => connection.close(), TAKING_MS);
  let taken = 0;
  try {
    while (taken < options.maxBytes) taken += await connection.write(options.piece);
    connection.close();
  } catch (error) {
    if (error instanceof Deno.errors.BrokenPipe || error instanceof Deno.errors.ConnectionReset) connection.close();
    else if (!(error instanceof Deno.errors.Interrupted) && !(error instanceof Deno.errors.BadResource)) throw error;
  } finally {
    clearTimeout(timer);
  }
  return taken;
}
