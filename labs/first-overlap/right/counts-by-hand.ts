/** Another way: no combinator, one promise that is resolved when the third answer is in. */
import type { Backends, TrackingPage } from "../starter.ts";

export function trackingPage(parcelId: string, backends: Backends): Promise<TrackingPage> {
  return new Promise((resolve, reject) => {
    const page: { -readonly [Field in keyof TrackingPage]: TrackingPage[Field] } = {
      parcelId,
      scans: [],
      route: [],
      eta: null,
    };
    let missing = 3;
    const arrived = () => {
      missing--;
      if (missing === 0) resolve(page);
    };
    backends.eta(parcelId).then((eta) => page.eta = eta, () => {}).then(arrived);
    backends.route(parcelId).then((route) => page.route = route).then(arrived, reject);
    backends.scans(parcelId).then((scans) => page.scans = scans).then(arrived, reject);
  });
}
