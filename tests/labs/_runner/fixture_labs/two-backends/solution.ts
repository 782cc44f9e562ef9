interface Backends {
  scans(parcelId: string): Promise<string>;
  route(parcelId: string): Promise<string>;
}

/** What the tracking page shows. */
export async function page(parcelId: string, backends: Backends): Promise<string> {
  const [scans, route] = await Promise.all([backends.scans(parcelId), backends.route(parcelId)]);
  return `${scans}, ${route}`;
}

/** The order in which callbacks run. */
export function order(labels: readonly string[]): string[] {
  return labels.toSorted((a, b) => rank(a) - rank(b));
}

function rank(label: string): number {
  return ["sync", "microtask", "timer"].indexOf(label.split(" ")[0]!);
}
