// fails: no rejection is left unhandled when route fails before scans
// says: reached nobody

// Each then is right by itself, but nobody listens to the route until the scans are there.
import type { Backends, TrackingPage } from "../starter.ts";

export function trackingPage(parcelId: string, backends: Backends): Promise<TrackingPage> {
  const route = backends.route(parcelId);
  const eta = backends.eta(parcelId).catch(() => null);
  return backends.scans(parcelId).then(async (scans) => {
    return { parcelId, scans, route: await route, eta: await eta };
  });
}
