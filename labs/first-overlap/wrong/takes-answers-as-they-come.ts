// fails: every answer has its place on the page, in whatever order they come
// says: how does each find its field

// The first answer is taken for the scans, whichever backend it came from.
import type { Backends, TrackingPage } from "../starter.ts";

export async function trackingPage(parcelId: string, backends: Backends): Promise<TrackingPage> {
  const answers: unknown[] = [];
  await Promise.all([
    backends.scans(parcelId).then((scans) => answers.push(scans)),
    backends.route(parcelId).then((route) => answers.push(route)),
    backends.eta(parcelId).catch(() => null).then((eta) => answers.push(eta)),
  ]);
  const [scans, route, eta] = answers as [TrackingPage["scans"], TrackingPage["route"], TrackingPage["eta"]];
  return { parcelId, scans, route, eta };
}
