/** Another way: started in any order, awaited one by one, with a listener on each from the start. */
import type { Backends, TrackingPage } from "../starter.ts";

export async function trackingPage(parcelId: string, backends: Backends): Promise<TrackingPage> {
  const eta = backends.eta(parcelId).catch(() => null);
  const route = backends.route(parcelId);
  const scans = backends.scans(parcelId);
  for (const promise of [route, scans]) promise.catch(() => {});
  return { parcelId, eta: await eta, scans: await scans, route: await route };
}
