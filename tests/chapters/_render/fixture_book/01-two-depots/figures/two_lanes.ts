import { sent } from "../sent.ts";

/** A lane for each depot with a mark at the hour of its scan. */
export function draw(): string {
  const marks = sent.map(({ depot, at }, lane) =>
    `<text x="0" y="${lane * 20 + 14}">${depot}</text><circle cx="${at * 10}" cy="${lane * 20 + 10}" r="4"/>`
  );
  return `<svg viewBox="0 0 120 40">${marks.join("")}</svg>`;
}
