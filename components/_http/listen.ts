/** Opens the port. */
import { CannotStart } from "./cannot_start.ts";
import type { Settings } from "./settings.ts";

/**
 * Serves `handle` on the settings' host and port. Aborting `cut` closes every connection at once.
 *
 * @throws {CannotStart} in one sentence, when the address cannot be had
 */
export function listen(
  settings: Settings,
  options: { readonly cut: AbortSignal; readonly handle: Deno.ServeHandler<Deno.NetAddr> },
): Deno.HttpServer<Deno.NetAddr> {
  const { host, port } = settings;
  try {
    const hostname = host.replace(/^\[|\]$/g, "");
    return Deno.serve({ hostname, port, signal: options.cut, onListen: () => {} }, options.handle);
  } catch (error) {
    throw refusalOf(error, `${host}:${port}`);
  }
}

/** The address to print and to open. */
export function addressOf(server: Deno.HttpServer<Deno.NetAddr>): string {
  const { hostname, port } = server.addr;
  return `http://${hostname.includes(":") ? `[${hostname}]` : hostname}:${port}`;
}

function refusalOf(error: unknown, address: string): unknown {
  if (error instanceof Deno.errors.AddrInUse) {
    return new CannotStart(
      `${address} is in use by another program: stop that one, or choose another port with --port.`,
    );
  }
  if (error instanceof Deno.errors.PermissionDenied) {
    return new CannotStart(`${address} is not for ordinary users: choose a port above 1023 with --port.`);
  }
  if (error instanceof Deno.errors.AddrNotAvailable) {
    return new CannotStart(`${address} is not an address of this machine: choose another with --host.`);
  }
  return error;
}
