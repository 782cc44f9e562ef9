// fails: every answer has its place on the page, in whatever order they come
// says: how a promise looks

// Nothing waits, so nothing is late, and nothing is there.
import type { Backends } from "../starter.ts";

export function trackingPage(parcelId: string, backends: Backends) {
  return {
    parcelId,
    scans: backends.scans(parcelId),
    route: backends.route(parcelId),
    eta: backends.eta(parcelId).catch(() => null),
  };
}
