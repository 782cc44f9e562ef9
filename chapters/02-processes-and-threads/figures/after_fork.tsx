import { renderToString } from "preact-render-to-string";
import { type Process, processOf } from "../fork.ts";

const PAGES = 24;
const ROW = 58;
const HEAD = 20;
const SIZE = 20;
const KEY = 30;

/** A server forks two backends; the first writes to three pages, the second to two, and then the server to four. */
function family(): readonly { readonly name: string; readonly process: Process }[] {
  const server = processOf(Array.from({ length: PAGES }, () => "loaded"));
  const one = server.fork();
  const other = server.fork();
  for (const page of [2, 3, 11]) one.write(page, "my own");
  for (const page of [3, 17]) other.write(page, "my own");
  for (const page of [3, 7, 8, 20]) server.write(page, "changed");
  return [
    { name: "server", process: server },
    { name: "first backend", process: one },
    { name: "second backend", process: other },
  ];
}

/** Each process's list of pages, in a row: hollow for a page that others have too, filled for one of its own. */
export function draw(): string {
  const rows = family();
  const width = 100 / PAGES;
  return renderToString(
    <svg class="loop-svg" width="100%" height={rows.length * ROW + KEY} xmlns="http://www.w3.org/2000/svg">
      {rows.map(({ name, process }, row) => {
        const own = process.frames.filter(({ owners }) => owners === 1).length;
        return (
          <g key={name} transform={`translate(0 ${row * ROW})`}>
            <text class="loop-name" x="0" y="14">{name}</text>
            <text x="100%" y="14" text-anchor="end">{`${own} of ${PAGES} pages its own`}</text>
            {process.frames.map(({ owners }, page) => (
              <rect
                key={page}
                x={`${(page * width).toFixed(2)}%`}
                y={HEAD}
                width={`${(width * 0.78).toFixed(2)}%`}
                height={SIZE}
                fill={owners === 1 ? "currentColor" : "none"}
                stroke="currentColor"
                stroke-opacity={owners === 1 ? 1 : 0.45}
              >
                <title>{`page ${page + 1} of ${name}: ${owners === 1 ? "its own" : `shared by ${owners}`}`}</title>
              </rect>
            ))}
          </g>
        );
      })}
      <g transform={`translate(0 ${rows.length * ROW + 4})`}>
        <rect x="0.5" y="0.5" width="13" height="13" fill="none" stroke="currentColor" stroke-opacity="0.45" />
        <text x="20" y="12">shared</text>
        <rect x="90.5" y="0.5" width="13" height="13" fill="currentColor" stroke="currentColor" />
        <text x="110" y="12">its own</text>
      </g>
    </svg>,
  );
}
