/** Strangers' code is run for strangers only where it is held. */
import type { SandboxLevel } from "../../labs/_runner/protocol.ts";
import { CannotStart } from "./cannot_start.ts";
import type { Settings } from "./settings.ts";

/** What the probe found. */
export interface Probed {
  readonly level: SandboxLevel;
  /** One sentence, with its remedy, for each better level. */
  readonly rejected: readonly { readonly reason: string }[];
}

/** Throws `CannotStart` when others than this machine's user are to be served and this machine has no sandbox. */
export function requireSafeAudience(settings: Settings, { level, rejected }: Probed): void {
  if (settings.origin === null || level !== "none") return;
  const reasons = rejected.map(({ reason }) => reason).join(" ");
  throw new CannotStart(
    `Without a sandbox the book serves one learner on this machine only (leave out --origin). ${reasons}`,
  );
}
