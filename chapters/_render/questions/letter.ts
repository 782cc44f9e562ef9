/** Ids of options and items: `a`, `b`, … in the order in which they are shown, so that they give nothing away. */
export function letter(index: number): string {
  return index < 26 ? String.fromCharCode(97 + index) : `${letter(Math.floor(index / 26) - 1)}${letter(index % 26)}`;
}
