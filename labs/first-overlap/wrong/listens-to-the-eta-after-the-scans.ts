// fails: no rejection is left unhandled when eta fails before scans
// says: the error of eta reached nobody

// The catch stands at the await, and execution comes there when the scans have answered. Only some orders show it.
import type { Backends, TrackingPage } from "../starter.ts";

export async function trackingPage(parcelId: string, backends: Backends): Promise<TrackingPage> {
  const scansPromise = backends.scans(parcelId);
  const routePromise = backends.route(parcelId);
  const etaPromise = backends.eta(parcelId);
  routePromise.catch(() => {});
  const scans = await scansPromise;
  const eta = await etaPromise.catch(() => null);
  return { parcelId, scans, route: await routePromise, eta };
}
