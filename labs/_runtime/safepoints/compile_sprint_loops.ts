/**
 * Loops in a fast copy.
 *
 * A loop in strips parks between two of them, and its rest is the same loop, resumed. Any other parks at its head, or in the
 * middle of a turn. Its rest is a loop whose first turn begins there, and whose other turns are whole:
 *
 *     for (let first = true; first || (i++, i < n);) {
 *       if (first) { first = false; …the rest of the turn… } else { …a turn… }
 *     }
 */
import { placeOfNode, print, splice, STOPS } from "./compile_copy.ts";
import { callsTwin, NotStraight } from "./compile_lower.ts";
import { againFlag, looksAtHead, printStrips, printTurn, runsInStrips } from "./compile_loops.ts";
import type { Around, Rests } from "./compile_rests.ts";
import { inGenerator, sprintStatement } from "./compile_sprint_statements.ts";
import { stopText } from "./compile_stops.ts";
import type { Piece } from "./compile_text.ts";
import { isLoop, type Loop, type Node } from "./compile_tree.ts";

/** A loop, or another statement, with its labels. */
export function sprintLoop(rests: Rests, node: Node, around: Around): Piece[] {
  const { job } = rests;
  const labels = new Set<string>();
  let loop = node;
  for (; loop.type === "LabeledStatement"; loop = loop.body) labels.add(loop.label.name);
  const head: Piece = [node.start, loop.start];
  if (!isLoop(loop)) {
    if (labels.size === 0) throw new NotStraight();
    return [head, "{ ", ...sprintStatement(rests, loop, (inner) => around([head, "{ ", ...inner, " }"])), " }"];
  }
  if (!runsInStrips(job, loop)) return [head, ...sprintInPlace(rests, loop, { head, around })];
  const again = againFlag(job, loop);
  const between = [stopText(job.words, placeOfNode(loop), "now")];
  const stop = rests.stop("now", {
    rest: printStrips(job, loop, { head, labels, between, resumed: true }),
    place: loop,
    at: loop.body,
    around,
    named: again === null ? [] : [again],
  });
  return printStrips(job, loop, { head, labels, between: stop });
}

function sprintInPlace(
  rests: Rests,
  loop: Loop,
  { head, around }: { readonly head: Piece; readonly around: Around },
): Piece[] {
  const { job } = rests;
  const { body } = loop;
  const init = loop.type === "ForStatement" && loop.init;
  const test = "test" in loop && loop.test;
  const update = loop.type === "ForStatement" && loop.update;
  for (const part of [init, test, update]) if (part && callsTwin(job, part)) throw new NotStraight();
  const looks = looksAtHead(job, loop);
  const turn = printTurn(job, body, STOPS, looks === null ? "" : stopText(job.words, placeOfNode(loop), looks));
  const next = [...update ? [...print(job, update, STOPS), ", "] : [], ...test ? print(job, test, STOPS) : ["true"]];
  const first = `${job.words.mark}first${loop.start}`;
  const aroundLoop: Around = (inner) =>
    around([
      head,
      `for (let ${first} = true; ${first} || (`,
      ...next,
      `);) { if (${first}) { ${first} = false; `,
      ...inner,
      " } else ",
      ...turn,
      " }",
    ]);
  const stop = looks === null
    ? []
    : rests.stop(looks, { rest: inGenerator(job, body), place: loop, at: body, around: aroundLoop });
  return [
    ...splice(job, loop, STOPS, loop.start, body.start),
    "{ ",
    ...stop,
    ...sprintStatement(rests, body, aroundLoop),
    " }",
    ...splice(job, loop, STOPS, body.end, loop.end),
  ];
}
