/**
 * Version 2 lets a group share out its controllers only when no process sits in the group itself ("no internal processes"),
 * so the server moves down into a leaf of its own before it makes leaves for runs.
 *
 * Source: the kernel's admin-guide/cgroup-v2.rst, "No Internal Process Constraint".
 */

import { SERVER_LEAF } from "./cgroup_mounts.ts";

const CONTROLLERS = ["memory", "pids", "cpu"] as const;

/** Lets groups below `folder` have the controllers; returns `null`, or why not and the remedy. */
export function delegate(folder: string): string | null {
  const remedy = "run as root, or as a systemd service with Delegate=yes";
  try {
    const offered = Deno.readTextFileSync(`${folder}/cgroup.controllers`).trim().split(" ");
    const missing = CONTROLLERS.filter((name) => name !== "cpu" && !offered.includes(name));
    if (missing.length > 0) return `${folder} does not offer the ${missing.join(" and ")} controller: ${remedy}.`;
    const wanted = CONTROLLERS.filter((name) => offered.includes(name)).map((name) => `+${name}`).join(" ");
    if (!enable(folder, wanted)) {
      moveDown(folder);
      if (!enable(folder, wanted)) return `Other processes share the server's cgroup ${folder}: ${remedy}.`;
    }
    return null;
  } catch (error) {
    return `The cgroup ${folder} can't be divided (${(error as Error).message}): ${remedy}.`;
  }
}

/** Asks for the controllers; false when the kernel says that the group is busy. */
function enable(folder: string, wanted: string): boolean {
  try {
    Deno.writeTextFileSync(`${folder}/cgroup.subtree_control`, wanted, { create: false });
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.Busy || /os error 16/.test((error as Error).message)) return false;
    throw error;
  }
}

/** Moves this process and those that started it; anyone else in the group stays, and keeps it busy. */
function moveDown(folder: string): void {
  const leaf = `${folder}/${SERVER_LEAF}`;
  Deno.mkdirSync(leaf, { recursive: true });
  const inside = new Set(Deno.readTextFileSync(`${folder}/cgroup.procs`).split("\n").filter(Boolean).map(Number));
  for (let pid = Deno.pid; pid > 1; pid = parentOf(pid)) {
    if (inside.has(pid)) Deno.writeTextFileSync(`${leaf}/cgroup.procs`, `${pid}`, { create: false });
  }
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s+(\d+)/m.exec(Deno.readTextFileSync(`/proc/${pid}/status`))?.[1] ?? 0);
}
