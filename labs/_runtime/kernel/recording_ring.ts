/**
 * A ring that tells when its ends move: the program's own ends when the program assigns them, the kernel's when somebody looks
 * after a call. A wrapper, so that the ring itself, the model's or Linux's, knows nothing of traces.
 */
import type { Recorder } from "../trace/mod.ts";
import type { Ring } from "./ring.ts";

/** A ring under observation. */
export interface RecordedRing {
  /** What the program is given. */
  readonly ring: Ring;
  /** Records the ends that have moved since they were last looked at. */
  look(): void;
}

/** `ring`, recorded; `enter` makes its call known. */
export function recordRing(
  ring: Ring,
  { record, enter }: Pick<Recorder, "record"> & { readonly enter: Ring["enter"] },
): RecordedRing {
  const seen = { submission: "", completion: "" };

  function look(): void {
    for (const queue of ["submission", "completion"] as const) {
      const { head, tail, entries } = ring[queue];
      const ends = `${head} ${tail}`;
      if (ends === seen[queue]) continue;
      seen[queue] = ends;
      record({ kind: "ring-moved", ring: ring.fd, queue, head, tail, entries });
    }
  }

  function watched<Queue extends object>(queue: Queue): Queue {
    return new Proxy(queue, {
      get: (target, name) => ofTarget(target, name),
      set(target, name, value) {
        const done = Reflect.set(target, name, value, target);
        look();
        return done;
      },
    });
  }

  const [submission, completion] = [watched(ring.submission), watched(ring.completion)];
  const replaced: Readonly<Record<string | symbol, unknown>> = { submission, completion, enter };
  look();
  return { look, ring: new Proxy(ring, { get: (target, name) => replaced[name] ?? ofTarget(target, name) }) };
}

/** Queues keep their ends in private fields, which only the queue itself can reach. */
function ofTarget(target: object, name: string | symbol): unknown {
  const found: unknown = Reflect.get(target, name, target);
  return typeof found === "function" ? (...given: unknown[]): unknown => Reflect.apply(found, target, given) : found;
}
