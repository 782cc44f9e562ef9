import { renderToString } from "preact-render-to-string";
import { percent } from "../../../components/drawing/time_scale.ts";
import { CONNECTIONS, type Share, sharesOf, WAYS, WORKERS } from "../herd.ts";

const HEAD = 24;
const LINE = 20;
const GAP = 14;
const LEFT = 66;
const RADIUS = 5;

/** A filled dot for each connection that a worker accepted, a hollow one for each time that it woke for nothing. */
function Worker({ number, share, top }: { readonly number: number; readonly share: Share; readonly top: number }) {
  const dots = Array.from({ length: Math.max(share.woke, share.accepted) }, (_, index) => index < share.accepted);
  return (
    <g transform={`translate(0 ${top})`}>
      <text class="loop-detail" x="0" y="14">{`worker ${number}`}</text>
      <svg x={LEFT} width="100%" height={LINE} overflow="visible">
        {dots.map((accepted, index) => (
          <svg key={index} x={percent(0.08 * index)} y="9" overflow="visible">
            <circle
              cx={RADIUS}
              r={RADIUS}
              fill={accepted ? "currentColor" : "none"}
              stroke="currentColor"
              stroke-width="1.5"
            />
          </svg>
        ))}
      </svg>
    </g>
  );
}

/** Four ways to wait for eight connections with four workers: who woke, and who got them. */
export async function draw(): Promise<string> {
  const ways: { readonly name: string; readonly shares: readonly Share[] }[] = [];
  for (const [name, way] of Object.entries(WAYS)) ways.push({ name, shares: await sharesOf(way) });
  const height = HEAD + WORKERS * LINE + GAP;
  for (const { name, shares } of ways) {
    const accepted = shares.reduce((sum, share) => sum + share.accepted, 0);
    if (accepted !== CONNECTIONS) throw new Error(`figures/herd.tsx: ${name} accepted ${accepted} of ${CONNECTIONS}`);
  }
  return renderToString(
    <svg class="loop-svg" width="100%" height={ways.length * height + 20} xmlns="http://www.w3.org/2000/svg">
      {ways.map(({ name, shares }, way) => (
        <g key={name} transform={`translate(0 ${way * height})`}>
          <text class="loop-name" x="0" y="14">{name}</text>
          {shares.map((share, worker) => (
            <Worker key={worker} number={worker + 1} share={share} top={HEAD + worker * LINE} />
          ))}
        </g>
      ))}
      <g transform={`translate(0 ${ways.length * height})`}>
        <circle cx="6" cy="9" r={RADIUS} fill="currentColor" stroke="currentColor" stroke-width="1.5" />
        <text x="18" y="14">got a connection</text>
        <circle cx="146" cy="9" r={RADIUS} fill="none" stroke="currentColor" stroke-width="1.5" />
        <text x="158" y="14">woke for nothing</text>
      </g>
    </svg>,
  );
}
