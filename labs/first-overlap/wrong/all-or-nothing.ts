// fails: when eta fails, the page shows the rest and eta: null
// says: trackingPage rejected with

// Promise.all gives up everything for one failure.
import type { Backends, TrackingPage } from "../starter.ts";

export async function trackingPage(parcelId: string, backends: Backends): Promise<TrackingPage> {
  const [scans, route, eta] = await Promise.all([
    backends.scans(parcelId),
    backends.route(parcelId),
    backends.eta(parcelId),
  ]);
  return { parcelId, scans, route, eta };
}
