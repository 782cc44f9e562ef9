// fails: no rejection is left unhandled when scans fails before eta
// says: the error of eta reached nobody

// The try is there, but execution comes to it after the rejection, or never.
import type { Backends, TrackingPage } from "../starter.ts";

export async function trackingPage(parcelId: string, backends: Backends): Promise<TrackingPage> {
  const etaPromise = backends.eta(parcelId);
  const [scans, route] = await Promise.all([backends.scans(parcelId), backends.route(parcelId)]);
  let eta: string | null = null;
  try {
    eta = await etaPromise;
  } catch {
    eta = null;
  }
  return { parcelId, scans, route, eta };
}
