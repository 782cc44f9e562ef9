/** Printed text as it is compared: line ends and empty lines at the end do not count. */
export function printedLines(text: string): string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trimEnd());
  while (lines.at(-1) === "") lines.pop();
  return lines;
}
