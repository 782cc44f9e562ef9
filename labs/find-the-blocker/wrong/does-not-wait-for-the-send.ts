// fails: every scan is published once, signed and in order
// says: only 239 were sent

// What is sent without an await is only begun when publishDay says that it is done.

/** One scan of a parcel. */
export interface Scan {
  readonly parcelId: string;
  readonly depot: string;
  /** Minute of the day. */
  readonly minute: number;
}

/** Time and timers: the machine's in a service, a model's in a test. */
export interface Clock {
  /** Milliseconds since some moment. */
  now(): number;
  /** Returns what `clearTimeout` takes. */
  setTimeout(callback: () => void, delayMs: number): unknown;
  clearTimeout(timer: unknown): void;
}

/** What the service uses of the world. */
export interface Outside {
  /** Signs a text for the customs office. */
  sign(text: string): string;
  /** Takes an event for sending. */
  send(event: string): Promise<void>;
}

/** The loop counts as stalled when a timer is this late. */
export const STALL_MS = 100;

/** How often the probe looks: a stall may look shorter by as much. */
const CHECK_MS = 20;

/** Calls `onStall(lateMs)` once for each stall of the loop, until the returned function is called. */
export function watchLoop(clock: Clock, onStall: (lateMs: number) => void): () => void {
  let timer: unknown;
  function look(): void {
    const dueMs = clock.now() + CHECK_MS;
    timer = clock.setTimeout(() => {
      const lateMs = clock.now() - dueMs;
      if (lateMs > STALL_MS) onStall(lateMs);
      look();
    }, CHECK_MS);
  }
  look();
  return () => clock.clearTimeout(timer);
}

/** A signature takes about a millisecond, so customers wait 10 ms at most. */
const SCANS_A_TURN = 10;

/** The service. */
export class TrackingService {
  readonly #scans: Scan[] = [];
  readonly #publisher: CustomsPublisher;

  constructor(outside: Outside) {
    this.#publisher = new CustomsPublisher(outside);
  }

  /** A scanner sends a scan. */
  ingest(scan: Scan): void {
    this.#scans.push(scan);
    this.#scans.sort((a, b) => a.minute - b.minute);
  }

  /** A customer asks where a parcel is. */
  track(parcelId: string): string {
    const scan = this.#scans.findLast((scan) => scan.parcelId === parcelId);
    return scan === undefined ? `${parcelId}: not seen yet` : `${parcelId}: ${scan.depot}`;
  }

  /** Every night: how many scans each depot made. */
  async summariseDay(): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const [index, scan] of this.#scans.entries()) {
      if (index % 100 === 99) await new Promise((resolve) => setTimeout(resolve, 0));
      counts[scan.depot] = this.#scans.filter((other) => other.depot === scan.depot).length;
    }
    return counts;
  }

  /** Every morning: the labels of the parcels that go out. */
  renderLabels(parcelIds: readonly string[]): string[] {
    return parcelIds.map((parcelId) => {
      const bars = Array.from(parcelId, (letter) => letter.charCodeAt(0).toString(2)).join("");
      return `${parcelId} ${bars.replaceAll("0", " ").replaceAll("1", "|")}`;
    });
  }

  /** Every night: tells the customs office of the day's scans, in their order. Returns how many there were. */
  async publishDay(): Promise<number> {
    let published = 0;
    for (const scan of this.#scans) {
      // Each await of the publisher goes on from the microtask queue: only a new turn of the loop lets customers in.
      if (published % SCANS_A_TURN === SCANS_A_TURN - 1) await new Promise((resolve) => setTimeout(resolve, 0));
      await this.#publisher.publish(`${scan.parcelId} ${scan.depot} ${scan.minute}`);
      published++;
    }
    return published;
  }
}

/** From a library of the customs office, in use by everyone for years. */
class CustomsPublisher {
  readonly #outside: Outside;

  constructor(outside: Outside) {
    this.#outside = outside;
  }

  async publish(event: string): Promise<void> {
    const sealed = await this.#seal(event);
    this.#outside.send(sealed);
  }

  async #seal(event: string): Promise<string> {
    return await `${this.#outside.sign(event)} ${event}`;
  }
}
