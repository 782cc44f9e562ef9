/** The page that the book returns to: where a parcel has been, where it will go, when it arrives. */

export interface Backends {
  /** Where the parcel has been seen. */
  scans(id: string): Promise<readonly string[]>;
  /** The depots still ahead of it. */
  route(id: string): Promise<readonly string[]>;
  /** When it should arrive. */
  eta(id: string): Promise<string>;
}

export interface TrackingPage {
  readonly scans: readonly string[];
  readonly route: readonly string[];
  readonly eta: string;
}

// #region one-by-one
export async function oneByOne(backends: Backends, id: string) {
  const scans = await backends.scans(id);
  const route = await backends.route(id);
  const eta = await backends.eta(id);
  return { scans, route, eta };
}
// #endregion

// #region together
export async function together(backends: Backends, id: string) {
  const [scans, route, eta] = await Promise.all([
    backends.scans(id),
    backends.route(id),
    backends.eta(id),
  ]);
  return { scans, route, eta };
}
// #endregion
