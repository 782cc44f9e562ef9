/** Asks three backends about a parcel and puts the answers on one page. */
export async function trackingPage(parcelId: string, backends: Backends): Promise<TrackingPage> {
  const scans = await backends.scans(parcelId);
  const route = await backends.route(parcelId);
  const eta = await backends.eta(parcelId);
  return { parcelId, scans, route, eta };
}

/** One scan of a parcel by a depot's scanner. */
export interface Scan {
  readonly depot: string;
  readonly time: string;
}

/** The services behind the page. None of them throws: a call that fails rejects its promise. */
export interface Backends {
  /** Where the parcel has been. */
  scans(parcelId: string): Promise<readonly Scan[]>;
  /** The depots that it has yet to pass. */
  route(parcelId: string): Promise<readonly string[]>;
  /** When it arrives, in words. */
  eta(parcelId: string): Promise<string>;
}

/** What a customer sees. */
export interface TrackingPage {
  readonly parcelId: string;
  readonly scans: readonly Scan[];
  readonly route: readonly string[];
  /** `null` when nobody knows. */
  readonly eta: string | null;
}
