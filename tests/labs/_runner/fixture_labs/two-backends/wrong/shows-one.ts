// fails: the page shows both answers
// says: what is returned
export async function page(
  parcelId: string,
  backends: Record<"scans" | "route", (parcelId: string) => Promise<string>>,
) {
  const [scans] = await Promise.all([backends.scans(parcelId), backends.route(parcelId)]);
  return scans;
}
export const order = (labels: readonly string[]) => labels;
