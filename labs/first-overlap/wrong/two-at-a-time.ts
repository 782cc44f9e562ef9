// fails: all three backends are called before any has answered
// says: not eta

// The eta is asked for when the other two are there.
import type { Backends, TrackingPage } from "../starter.ts";

export async function trackingPage(parcelId: string, backends: Backends): Promise<TrackingPage> {
  const [scans, route] = await Promise.all([backends.scans(parcelId), backends.route(parcelId)]);
  const eta = await backends.eta(parcelId).catch(() => null);
  return { parcelId, scans, route, eta };
}
