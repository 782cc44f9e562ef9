/**
 * Whose progress a request is about.
 *
 * Local mode has one learner. In hosted mode a learner is whoever holds a cookie that was given out at the first write;
 * reading leaves no trace. A cookie that we did not give out is nobody's and is replaced, so none can be planted. The
 * cookie's value is not the learner's id: recovering on another device gives that device a cookie of its own.
 */
import { setCookie } from "@std/http/cookie";
import type { Progress } from "../../labs/_progress/progress.ts";
import type { Limits } from "./rates.ts";
import type { Call } from "./route.ts";
import { hashSecret, randomSecret } from "./secret.ts";

/** `__Host-`: the browser takes it only over TLS, from this very host, for all of it. */
const COOKIE = "__Host-learner";

/** Our own cookie among whatever else comes along: @std/http would refuse them all for one that is malformed. */
const TOKEN = new RegExp(`(?:^|;) *${COOKIE}=([0-9a-f]{32}) *(?:;|$)`);

/** As long as browsers keep any cookie. */
const COOKIE_SECONDS = 400 * 24 * 60 * 60;

export interface Identity {
  /** The learner, or `null` for a reader who has written nothing yet. */
  reader(call: Call): Promise<string | null>;
  /** The learner; the first write makes one. */
  writer(call: Call): Promise<string>;
}

/** The one learner of local mode; `deno task lab` writes under the same word. */
export const LOCAL_LEARNER = "local";

/** Everyone who can reach the server is the same learner. */
export const localIdentity: Identity = {
  reader: () => Promise.resolve(LOCAL_LEARNER),
  writer: () => Promise.resolve(LOCAL_LEARNER),
};

/** One anonymous learner for each cookie. */
export function hostedIdentity(progress: Progress, limits: Limits): Identity {
  async function reader(call: Call): Promise<string | null> {
    const token = call.request.headers.get("cookie")?.match(TOKEN)?.[1];
    return token === undefined ? null : await progress.learnerByToken(await hashSecret(token));
  }
  async function writer(call: Call): Promise<string> {
    const known = await reader(call);
    if (known !== null) return known;
    limits.spend("newLearnersPerAddress", call.address);
    const learner = randomSecret();
    await giveCookie(progress, learner, call);
    return learner;
  }
  return { reader, writer };
}

/** Sends a new cookie for `learner` along with the answer to `call`. */
export async function giveCookie(progress: Progress, learner: string, call: Call): Promise<void> {
  const token = randomSecret();
  await progress.addToken(learner, await hashSecret(token));
  setCookie(call.answerHeaders, {
    name: COOKIE,
    value: token,
    path: "/",
    maxAge: COOKIE_SECONDS,
    httpOnly: true,
    secure: true,
    sameSite: "Lax",
  });
}
