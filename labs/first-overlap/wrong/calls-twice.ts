// fails: each backend is called once, with the parcel's id
// says: it was called 2 times

// Starts everything, then asks again instead of awaiting what it started.
import type { Backends, TrackingPage } from "../starter.ts";

export async function trackingPage(parcelId: string, backends: Backends): Promise<TrackingPage> {
  await Promise.allSettled([backends.scans(parcelId), backends.route(parcelId), backends.eta(parcelId)]);
  const scans = await backends.scans(parcelId);
  const route = await backends.route(parcelId);
  const eta = await backends.eta(parcelId).catch(() => null);
  return { parcelId, scans, route, eta };
}
