/**
 * Loops in a copy with safe points.
 *
 * Most loops have their safe point in place, at the head of the body. In an innermost loop of cheap turns that would cost
 * more than the turn: a variable that lives across a `yield` cannot stay in a register. Such a loop runs in strips: an inner
 * loop of as many turns as are granted, without a safe point, and an outer one that looks between two strips:
 *
 *     for (;;) {
 *       granted = turns[0]; done = 0;
 *       for (; done < granted && (i < n); i++, done++) { … }
 *       if (done < granted) break;
 *       if ((turns[0] = look()) === 0) { yield SITE; turns[0] = look(); }
 *     }
 *     turns[0] = granted - done - 1;
 *
 * The count is stored on every way out. (An exception leaves without: the turns of that strip are then forgotten.)
 *
 * How the real one differs. HotSpot does the same to counted loops and calls it strip mining (`LoopStripMiningIter`).
 */
import { isSelfContained, isShort, turnsInTurn } from "./compile_short_loops.ts";
import { type Job, placeOfNode, print, printList, splice, type Stops } from "./compile_copy.ts";
import { type Looks, stopText, storeText } from "./compile_stops.ts";
import type { Piece } from "./compile_text.ts";
import { isApart, isLoop, type Loop, type Node, within } from "./compile_tree.ts";

/** A loop that can run in strips: one whose test can be repeated without its head. */
type StripLoop = Exclude<Loop, { type: "ForInStatement" | "ForOfStatement" }>;

/** A loop, with its labels, and its safe point. */
export function printLoop(job: Job, node: Node, mode: Stops): Piece[] {
  const labels = new Set<string>();
  let loop = node;
  for (; loop.type === "LabeledStatement"; loop = loop.body) labels.add(loop.label.name);
  if (!isLoop(loop)) return splice(job, node, mode);
  const head: Piece = [node.start, loop.start];
  if (isShort(job, loop)) return [head, ...splice(job, loop, mode)];
  if (!runsInStrips(job, loop)) return [head, ...printInPlace(job, loop, mode)];
  const stop = stopText(job.words, placeOfNode(loop), "now");
  return printStrips(job, loop, { head, labels, between: [stop] });
}

/** Whether a loop is innermost, short ones aside, and `isSelfContained`. */
export function runsInStrips(job: Job, loop: Loop): loop is StripLoop {
  if (loop.type === "ForInStatement" || loop.type === "ForOfStatement" || !isSelfContained(job, loop)) return false;
  return [...within(loop, isApart)].every((node) => node === loop || !isLoop(node) || isShort(job, node));
}

/**
 * How a loop looks at its head, or `null` when it need not: each turn is sure to begin a loop in strips, which counts that.
 */
export function looksAtHead(job: Job, loop: Loop): Looks | null {
  if (!job.plan.isCheap(loop)) return "always";
  for (const statement of loop.body.type === "BlockStatement" ? loop.body.body : [loop.body]) {
    let inner: Node = statement;
    while (inner.type === "LabeledStatement") inner = inner.body;
    if (isLoop(inner) && !isShort(job, inner) && runsInStrips(job, inner)) return null;
    if ([...within(statement, isApart)].some(({ type }) => type === "ContinueStatement")) break;
  }
  return turnsInTurn(job, loop);
}

/** Whether a jump leaves the loop that runs in strips. */
export function leavesStrips(node: Node, { labels }: Stops): boolean {
  if (labels === null) return false;
  if (node.type === "ReturnStatement") return true;
  return "label" in node && node.label !== null && node.label !== undefined && !labels.has(labelOf(node));
}

function labelOf(node: Node): string {
  return "label" in node && node.label ? node.label.name : "";
}

function printInPlace(job: Job, loop: Loop, mode: Stops): Piece[] {
  const looks = looksAtHead(job, loop);
  const stop = looks === null ? "" : stopText(job.words, placeOfNode(loop), looks);
  const { start, end, body } = loop;
  return [
    ...splice(job, loop, mode, start, body.start),
    ...printTurn(job, body, mode, stop),
    ...splice(job, loop, mode, body.end, end),
  ];
}

/** A loop's body behind some text. */
export function printTurn(job: Job, body: Node, mode: Stops, before: string): Piece[] {
  if (body.type === "BlockStatement") return printList(job, body, mode, before);
  return [`{ ${before} `, ...print(job, body, mode), " }"];
}

/** What a loop in strips is printed with. */
export interface StripOptions {
  /** The loop's labels. */
  readonly head: Piece;
  readonly labels: ReadonlySet<string>;
  /** What is done between two strips. */
  readonly between: readonly Piece[];
  /** True where the loop goes on in another function: nothing of its start is done again, and `againFlag` is given. */
  readonly resumed?: boolean;
}

/** The body of a do-while comes before its test, once: the name of the variable that says whether that was. */
export function againFlag({ words }: Job, loop: Loop): string | null {
  return loop.type === "DoWhileStatement" ? `${words.mark}again` : null;
}

/** A loop in strips. */
export function printStrips(
  job: Job,
  loop: StripLoop,
  { head, labels, between, resumed = false }: StripOptions,
): Piece[] {
  const { granted, done, turns } = job.words;
  const mode: Stops = { kind: "stops", labels };
  const init = loop.type === "ForStatement" && loop.init && !resumed ? [...print(job, loop.init, mode), "; "] : [];
  const test = loop.test ? print(job, loop.test, mode) : ["true"];
  const again = againFlag(job, loop);
  const declared = again === null || resumed ? "" : `, ${again} = false`;
  const update = loop.type === "ForStatement" && loop.update ? print(job, loop.update, mode) : [];
  const weight = turnsInTurn(job, loop);
  if (update.length > 0) update.push(", ");
  if (again !== null) update.push(`${again} = true, `);
  update.push(weight === 1 ? `${done}++` : `${done} += ${weight}`);
  return [
    `{ let ${granted}, ${done}${declared}; `,
    ...init,
    `for (;;) { ${granted} = ${turns}[0]; ${done} = 0; `,
    head,
    `for (; ${done} < ${granted} && (${again === null ? "" : `!${again} || `}(`,
    ...test,
    ")); ",
    ...update,
    ") ",
    ...printTurn(job, loop.body, mode, ""),
    ` if (${done} < ${granted}) break; `,
    ...between,
    `} ${storeText(job.words)} }`,
  ];
}
