/** Round robin: first come, first served, and whoever is stopped goes to the end. Nobody waits for more than one round. */
import type { Policy } from "./policy.ts";
import { Ring } from "./ring.ts";
import type { Task } from "./task.ts";

/** An empty queue. */
export function roundRobin(): Policy {
  const queue = new Ring<Task>();
  return {
    get length() {
      return queue.length;
    },
    enqueue: (task) => queue.push(task),
    next: () => queue.shift(),
  };
}
