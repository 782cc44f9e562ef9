/** The address that limits count a request under. */
import type { Settings } from "./settings.ts";

/**
 * The client's address: the peer's, or what the configured proxy says it was.
 *
 * Of `X-Forwarded-For` only the last entry counts, which that proxy itself added; the others are the client's own words.
 */
export function clientAddress(request: Request, peer: Deno.NetAddr, settings: Settings): string {
  const direct = peer.hostname;
  if (direct !== settings.proxy) return network(direct);
  const forwarded = request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim();
  return network(forwarded || direct);
}

/** An IPv4 address as it is; of IPv6 the first 64 bits, since a customer is given at least so many addresses. */
function network(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  if (!plain.includes(":")) return plain;
  const [head = "", tail] = plain.split("::");
  const groups = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - after.length);
  return [...groups, ...Array<string>(zeros).fill("0"), ...after].slice(0, 4).join(":");
}
