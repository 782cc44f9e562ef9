/** What a drawing of a model CPU must have room for, in the whole run. */
import { DATA_START } from "../../labs/_runtime/machine/instruction.ts";
import type { MachineRegion, Trace } from "../../labs/_runtime/trace/trace.ts";
import type { MachineStage } from "./machine_shapes.ts";

/** More words of a stack than these are counted and not drawn; of named words of data too. */
export const DRAWN_ROWS = 22;
export const DRAWN_DATA = 8;
/** More stacks than these are not drawn. */
export const DRAWN_STACKS = 6;

/** The stage, or `null` for a run in which no machine was recorded. */
export function machineStage(trace: Trace): MachineStage | null {
  const stacks = new Map<number, { region: MachineRegion; lowest: number }>();
  let registers = 0;
  let data = 0;
  const reach = (address: number) => {
    for (const stack of stacks.values()) {
      const { start, words } = stack.region;
      if (address >= start && address < start + words) stack.lowest = Math.min(stack.lowest, address);
    }
  };
  for (const event of trace.events) {
    if (event.kind === "machine-state") {
      registers = Math.max(registers, Object.keys(event.registers).length);
      data = Math.max(data, Object.values(event.labels).filter((address) => address >= DATA_START).length);
      for (const region of event.regions) {
        if (region.kind !== "stack") continue;
        const top = region.start + region.words - 1;
        stacks.set(region.start, stacks.get(region.start) ?? { region, lowest: top });
        for (const { address } of region.contents) reach(address);
      }
      reach(event.registers.sp ?? 0);
    } else if (event.kind === "instruction-executed") {
      for (const { address } of event.memory) reach(address);
      if (event.registers.sp !== undefined) reach(event.registers.sp);
    }
  }
  if (registers === 0) return null;
  return {
    registers,
    data: Math.min(DRAWN_DATA, data),
    stacks: [...stacks.values()].sort((a, b) => a.region.start - b.region.start).slice(0, DRAWN_STACKS).map((
      { region, lowest },
    ) => ({ name: region.name, rows: Math.min(DRAWN_ROWS, region.start + region.words - lowest) })),
  };
}
