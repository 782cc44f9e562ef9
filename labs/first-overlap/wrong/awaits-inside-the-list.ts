// fails: all three backends are called before any has answered
// says: only scans had been called

// A list of awaits is still one await after the other.
import type { Backends, TrackingPage } from "../starter.ts";

export async function trackingPage(parcelId: string, backends: Backends): Promise<TrackingPage> {
  const [scans, route, eta] = await Promise.all([
    await backends.scans(parcelId),
    await backends.route(parcelId),
    await backends.eta(parcelId).catch(() => null),
  ]);
  return { parcelId, scans, route, eta };
}
