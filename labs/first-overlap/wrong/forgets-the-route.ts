// fails: when route fails, the page rejects with that error
// says: it resolved to a page

// allSettled never rejects: each outcome that nobody looks at is an error that nobody hears of.
import type { Backends, TrackingPage } from "../starter.ts";

export async function trackingPage(parcelId: string, backends: Backends): Promise<TrackingPage> {
  const [scans, route, eta] = await Promise.allSettled([
    backends.scans(parcelId),
    backends.route(parcelId),
    backends.eta(parcelId),
  ]);
  if (scans.status === "rejected") throw scans.reason;
  return {
    parcelId,
    scans: scans.value,
    route: route.status === "fulfilled" ? route.value : [],
    eta: eta.status === "fulfilled" ? eta.value : null,
  };
}
