interface Backends {
  scans(parcelId: string): Promise<string>;
  route(parcelId: string): Promise<string>;
}

export async function page(parcelId: string, backends: Backends): Promise<string> {
  const scans = backends.scans(parcelId);
  const route = backends.route(parcelId);
  return `${await scans}, ${await route}`;
}

export function order(labels: readonly string[]): string[] {
  return ["sync", "microtask", "timer"].flatMap((kind) => labels.filter((label) => label.startsWith(kind)));
}
