/** Every setting of the server, read from the command line in one place. The environment is not consulted. */
import { parseArgs } from "node:util";

/** How the server was asked to run. */
export interface Settings {
  readonly host: string;
  /** 0 lets the system choose one. */
  readonly port: number;
  /** Folder of the database. */
  readonly dataFolder: string;
  /** Folder of rebuilt things: rendered chapters, bundles. Deleting it costs a slower start. */
  readonly cacheFolder: string;
  /** `https://…` in hosted mode, else `null`. */
  readonly origin: string | null;
  /** Address of the proxy in front, whose `X-Forwarded-For` is believed; `null`: nobody's is. */
  readonly proxy: string | null;
  /** Watches chapters, labs and components, and reloads. */
  readonly dev: boolean;
}

/** A flag that does not fit. The message is one sentence: what, and what to do. */
export class BadFlag extends Error {
  override readonly name = "BadFlag";
}

const FLAGS = {
  host: { type: "string", default: "127.0.0.1" },
  port: { type: "string", default: "8000" },
  data: { type: "string", default: ".data" },
  cache: { type: "string", default: ".cache" },
  origin: { type: "string" },
  proxy: { type: "string" },
  dev: { type: "boolean" },
} as const;

/**
 * The settings that `args` ask for.
 *
 * @throws {BadFlag} for a flag that is unknown, has no value, or does not go with the others
 */
export function readSettings(args: readonly string[]): Settings {
  const values = readFlags(args);
  const host = values.get("host") ?? FLAGS.host.default;
  const origin = readOrigin(values.get("origin"));
  if (!isLoopback(host) && origin === null) {
    const remedy = "add --origin https://<its public name>, with a proxy in front that ends TLS";
    throw new BadFlag(
      `--host ${host} can be reached from other machines, and then learners need their own cookies: ${remedy}.`,
    );
  }
  const proxy = values.get("proxy") ?? null;
  if (proxy !== null && origin === null) {
    throw new BadFlag(
      `--proxy ${proxy} means that others read along: add --origin https://<its public name>, or leave it out.`,
    );
  }
  return {
    host,
    port: readPort(values.get("port") ?? FLAGS.port.default),
    dataFolder: values.get("data") ?? FLAGS.data.default,
    cacheFolder: values.get("cache") ?? FLAGS.cache.default,
    origin,
    proxy,
    dev: values.has("dev"),
  };
}

/** True of names and addresses that only this machine can reach. Brackets around IPv6 are allowed. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);
}

/** Flag → value; a switch has the value "". */
function readFlags(args: readonly string[]): ReadonlyMap<string, string> {
  const { tokens } = parseArgs({ args: [...args], options: FLAGS, strict: false, tokens: true });
  const values = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind === "option-terminator") continue;
    if (token.kind === "positional") throw new BadFlag(`"${token.value}" is not a flag: ${knownFlags()}.`);
    if (!Object.hasOwn(FLAGS, token.name)) throw new BadFlag(`${token.rawName} is not known: ${knownFlags()}.`);
    const takesValue = token.name !== "dev";
    if (takesValue && (token.value === undefined || token.value === "")) {
      throw new BadFlag(`--${token.name} has no value: write --${token.name} <value>.`);
    }
    if (!takesValue && token.value !== undefined) throw new BadFlag(`--dev takes no value: write --dev alone.`);
    values.set(token.name, token.value ?? "");
  }
  return values;
}

function knownFlags(): string {
  return `the flags are ${Object.keys(FLAGS).map((name) => `--${name}`).join(", ")}`;
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new BadFlag(`--port ${text} is not a port: give a number from 0 to 65535; with 0 the system chooses.`);
}

function readOrigin(text: string | undefined): string | null {
  if (text === undefined) return null;
  const url = URL.parse(text);
  if (url?.protocol === "https:" && url.origin === text.replace(/\/$/, "")) return url.origin;
  const remedy = "give scheme and name only, as in --origin https://book.example";
  throw new BadFlag(`--origin ${text} is not an origin that cookies can be tied to: ${remedy}.`);
}
