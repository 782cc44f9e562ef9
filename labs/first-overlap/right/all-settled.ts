/** Another way: wait for all three, then decide what each failure means. */
import type { Backends, TrackingPage } from "../starter.ts";

export async function trackingPage(parcelId: string, backends: Backends): Promise<TrackingPage> {
  const [scans, route, eta] = await Promise.allSettled([
    backends.scans(parcelId),
    backends.route(parcelId),
    backends.eta(parcelId),
  ]);
  if (scans.status === "rejected") throw scans.reason;
  if (route.status === "rejected") throw route.reason;
  return {
    parcelId,
    scans: scans.value,
    route: route.value,
    eta: eta.status === "fulfilled" ? eta.value : null,
  };
}
