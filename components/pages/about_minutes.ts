/** "About 40 minutes", or hours where minutes say nothing any more. */
export function about(minutes: number): string {
  return minutes < 120 ? `About ${minutes} minutes` : `About ${Math.round(minutes / 60)} hours`;
}
