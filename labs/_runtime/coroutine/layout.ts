/**
 * Which blocks become cases, and in which order: those that can be reached, in the order of the source. A block that only one
 * other goes on to is joined to it, and one that does nothing but go on is passed over.
 */
import { type Block, type Ending, isBlock, jumpsOf, type Piece, successorsOf } from "./blocks.ts";

/** The blocks that are left, numbered from 0. */
export function layOut(blocks: readonly Block[]): Block[] {
  const passed = new Map<Block, Block>();
  for (const block of blocks) {
    if (block.ending?.kind === "goto" && block.instructions.length === 0 && !block.resumed) {
      passed.set(block, block.ending.to);
    }
  }
  const real = (block: Block): Block => {
    const seen = new Set<Block>();
    for (let at = block;; at = passed.get(at)!) {
      if (!passed.has(at) || seen.has(at)) return at;
      seen.add(at);
    }
  };
  for (const block of blocks) {
    redirect(block, real);
    if (block.region !== null) block.region.handler = real(block.region.handler);
  }
  const entry = blocks[0]!;
  const kept = reachable(entry);
  const order = blocks.filter((block) => kept.has(block));
  const joined = join(order);
  joined.forEach((block, id) => block.id = id);
  return joined;
}

/** Makes a block name the blocks that are left. */
function redirect(block: Block, real: (block: Block) => Block): void {
  block.instructions.forEach((instruction, index) => {
    if (!instruction.pieces.some(isBlock)) return;
    const pieces = instruction.pieces.map((piece): Piece => isBlock(piece) ? real(piece) : piece);
    block.instructions[index] = { ...instruction, pieces };
  });
  if (block.ending !== null) block.ending = redirected(block.ending, real);
}

function redirected(ending: Ending, real: (block: Block) => Block): Ending {
  switch (ending.kind) {
    case "goto":
    case "suspend":
      return { ...ending, to: real(ending.to) };
    case "branch":
      return { ...ending, yes: real(ending.yes), no: real(ending.no) };
    case "indirect":
      return { ...ending, targets: ending.targets.map(real) };
    default:
      return ending;
  }
}

/** Everything that can run, handlers of what can run included. */
function reachable(entry: Block): Set<Block> {
  const reached = new Set<Block>();
  const waiting = [entry];
  for (let block = waiting.pop(); block !== undefined; block = waiting.pop()) {
    if (reached.has(block)) continue;
    reached.add(block);
    waiting.push(...successorsOf(block), ...block.instructions.flatMap(jumpsOf));
    if (block.region !== null) waiting.push(block.region.handler);
  }
  return reached;
}

function join(blocks: readonly Block[]): Block[] {
  const comings = new Map<Block, number>();
  const named = new Set<Block>();
  for (const block of blocks) {
    for (const to of successorsOf(block)) comings.set(to, (comings.get(to) ?? 0) + 1);
    for (const to of block.instructions.flatMap(jumpsOf)) named.add(to);
    if (block.ending?.kind === "indirect") { for (const to of block.ending.targets) named.add(to); }
    if (block.region !== null) named.add(block.region.handler);
  }
  const gone = new Set<Block>();
  for (const block of blocks) {
    if (gone.has(block)) continue;
    while (block.ending?.kind === "goto") {
      const next: Block = block.ending.to;
      const alone = comings.get(next) === 1 && !named.has(next) && !next.resumed && next !== block;
      if (!alone || next.region !== block.region || gone.has(next)) break;
      block.instructions.push(...next.instructions);
      block.ending = next.ending;
      gone.add(next);
    }
  }
  return blocks.filter((block) => !gone.has(block));
}
