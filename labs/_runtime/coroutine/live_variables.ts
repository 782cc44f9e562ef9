/**
 * Which variables must be saved: those that are alive at a suspension, because something that runs later may read them before
 * anything writes them. All others can die with the call of `resume`, and stay plain local variables.
 *
 * It is the classic backward analysis: what is alive at the start of a block follows from what is alive at its end; repeat
 * until nothing changes. An error can leave a block anywhere, so what its handler needs is alive all through the block.
 *
 * How the real one differs. C++ compilers (LLVM's CoroSplit) and Rust's do the same, and then let variables that are never
 * alive at the same time share a place. CPython does neither: its frame keeps all variables, alive or not. So does V8.
 */
import { type Block, jumpsOf, successorsOf } from "./blocks.ts";
import type { Variable } from "./variables.ts";

/** For each block, what is alive at its start. */
export type Alive = ReadonlyMap<Block, ReadonlySet<Variable>>;

/** Runs the analysis to its end. */
export function aliveAtStart(blocks: readonly Block[]): Alive {
  const alive = new Map<Block, ReadonlySet<Variable>>(blocks.map((block) => [block, new Set()]));
  for (let changed = true; changed;) {
    changed = false;
    for (const block of blocks.toReversed()) {
      const before = alive.get(block)!.size;
      const now = startOf(block, alive);
      alive.set(block, now);
      // Sets only grow.
      if (now.size > before) changed = true;
    }
  }
  return alive;
}

function startOf(block: Block, alive: Alive): Set<Variable> {
  const at = (to: Block) => [...alive.get(to) ?? []].filter((variable) => !to.arrives.has(variable));
  const now = new Set(successorsOf(block).flatMap(at));
  const add = (variables: Iterable<Variable>) => {
    for (const variable of variables) now.add(variable);
  };
  const ending = block.ending;
  if (ending?.kind === "branch") add(ending.test.reads);
  if (ending?.kind === "suspend" || ending?.kind === "return" || ending?.kind === "throw") add(ending.value.reads);
  if (ending?.kind === "indirect") now.add(ending.where);
  for (const instruction of block.instructions.toReversed()) {
    for (const variable of instruction.writes) now.delete(variable);
    add(instruction.reads);
    for (const to of jumpsOf(instruction)) add(at(to));
  }
  if (block.region !== null) {
    add(at(block.region.handler).filter((variable) => variable !== block.region!.receives));
  }
  return now;
}
