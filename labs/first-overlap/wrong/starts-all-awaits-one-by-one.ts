// fails: no rejection is left unhandled when route fails before scans
// says: reached nobody

// While the first is awaited, nothing listens to the second.
import type { Backends, TrackingPage } from "../starter.ts";

export async function trackingPage(parcelId: string, backends: Backends): Promise<TrackingPage> {
  const scansPromise = backends.scans(parcelId);
  const routePromise = backends.route(parcelId);
  const etaPromise = backends.eta(parcelId).catch(() => null);
  const scans = await scansPromise;
  const route = await routePromise;
  const eta = await etaPromise;
  return { parcelId, scans, route, eta };
}
