/** Three depots in one epoll instance, two level-triggered and one edge-triggered: the ready list after each step. */
import { createModelKernel, EPOLL_CTL_ADD, EPOLLET, EPOLLIN } from "../../labs/_runtime/kernel/mod.ts";
import { surely } from "../_listings/surely.ts";

/** One step, and how things are after it. */
export interface Step {
  readonly who: "program" | "network";
  readonly what: string;
  /** Names, head first. */
  readonly ready: readonly string[];
  /** Objects that the kernel asked during the step. */
  readonly asked: number;
}

const NAMES = ["Ghent", "Lille", "Venlo"] as const;
/** Venlo is edge-triggered. */
const MANNERS = [0, 0, EPOLLET] as const;

/** The run. */
export function steps(): readonly Step[] {
  const kernel = surely(createModelKernel());
  const epfd = kernel.epollCreate1();
  const pairs = NAMES.map(() => kernel.socketpair(0));
  const nameOf = (fd: number) => NAMES[pairs.findIndex(([ours]) => ours === fd)]!;
  const done: Step[] = [];

  function step(who: Step["who"], act: () => string): void {
    const before = kernel.asked;
    const what = act();
    done.push({ who, what, ready: kernel.readyList(epfd).map(nameOf), asked: kernel.asked - before });
  }
  const sends = (depot: number) =>
    step("network", () => `${NAMES[depot]} sends ${kernel.write(pairs[depot]![1], new Uint8Array(100))} bytes`);
  const waits = (maxEvents: number) =>
    step("program", () => {
      const events = kernel.epollWait(epfd, maxEvents, 0).map(({ data }) => nameOf(data));
      return `epoll_wait, up to ${maxEvents}: ${events.join(", ") || "nothing"}`;
    });
  const reads = (depot: number) =>
    step("program", () => `read(${NAMES[depot]}): ${kernel.read(pairs[depot]![0], new Uint8Array(512))} bytes`);

  step("program", () => {
    pairs.forEach(([fd], depot) =>
      kernel.epollCtl(epfd, EPOLL_CTL_ADD, fd, { events: EPOLLIN | MANNERS[depot]!, data: fd })
    );
    return "epoll_ctl(EPOLL_CTL_ADD), three times";
  });
  sends(1);
  sends(2);
  sends(1);
  waits(1);
  waits(1);
  reads(1);
  reads(2);
  waits(8);
  return done;
}

if (import.meta.main) {
  for (const { what, ready, asked } of steps()) {
    console.log(`${what.padEnd(38)} asked ${asked}  ready: ${ready.join(" ") || "-"}`);
  }
}
