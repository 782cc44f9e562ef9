import { assertEquals } from "@std/assert";
import { clientAddress } from "../../../components/_http/client_address.ts";
import { readSettings } from "../../../components/_http/settings.ts";

function addressOf(hostname: string, options: { forwarded?: string; proxy?: string } = {}): string {
  const flags = options.proxy === undefined ? [] : ["--origin=https://book.example", `--proxy=${options.proxy}`];
  const headers: HeadersInit = options.forwarded === undefined ? {} : { "x-forwarded-for": options.forwarded };
  const request = new Request("http://127.0.0.1/", { headers });
  return clientAddress(request, { transport: "tcp", hostname, port: 1 }, readSettings(flags));
}

Deno.test("a client counts under its own address, whatever it says it is", () => {
  assertEquals(addressOf("203.0.113.9"), "203.0.113.9");
  assertEquals(addressOf("203.0.113.9", { forwarded: "198.51.100.1" }), "203.0.113.9");
  assertEquals(addressOf("203.0.113.9", { forwarded: "198.51.100.1", proxy: "10.0.0.1" }), "203.0.113.9");
});

Deno.test("of what the configured proxy passes on, the proxy's own entry counts", () => {
  assertEquals(addressOf("10.0.0.1", { forwarded: "1.1.1.1, 203.0.113.9", proxy: "10.0.0.1" }), "203.0.113.9");
  assertEquals(addressOf("10.0.0.1", { proxy: "10.0.0.1" }), "10.0.0.1");
});

Deno.test("an IPv6 client counts under its network, which is all its own", () => {
  assertEquals(addressOf("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2");
  assertEquals(addressOf("2001:db8:1:2::6"), "2001:db8:1:2");
  assertEquals(addressOf("2001:db8::1"), "2001:db8:0:0");
  assertEquals(addressOf("::ffff:203.0.113.9"), "203.0.113.9");
});
