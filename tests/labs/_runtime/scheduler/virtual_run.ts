/** A run in virtual time that is recorded, and bodies to run in it. */
import { look, siteAt, twin } from "../../../../labs/_runtime/safepoints/mod.ts";
import {
  createScheduler,
  type Scheduler,
  type SchedulerOptions,
  sleep,
  virtualTime,
} from "../../../../labs/_runtime/scheduler/mod.ts";
import { createRecorder, type Trace } from "../../../../labs/_runtime/trace/mod.ts";

/** A scheduler and what it has recorded. */
export interface Run {
  readonly scheduler: Scheduler;
  trace(): Trace;
}

/** Cooperative, unless the options say otherwise. */
export function virtualRun(options: Partial<SchedulerOptions> = {}): Run {
  const clock = virtualTime();
  const recorder = createRecorder({ clock: "virtual", nowNs: clock.nowNs, maxEvents: 10_000 });
  return {
    scheduler: createScheduler({ mode: "cooperative", clock, record: recorder.record, ...options }),
    trace: recorder.trace,
  };
}

/** What happened to one task, in order. */
export function kinds(trace: Trace, task: number): string[] {
  return trace.events.flatMap((event) => "task" in event && event.task === task ? [event.kind] : []);
}

/** Counts to `turns` in a plain function; its twin has a safe point at each turn. */
export function counter(turns: number, log: () => void) {
  return twin(function count() {
    for (let turn = 0; turn < turns; turn++) log();
  }, function* () {
    let left = look();
    for (let turn = 0; turn < turns; turn++) {
      if (--left <= 0 && (left = look()) === 0) {
        yield siteAt(7, 3);
        left = look();
      }
      log();
    }
  });
}

/** A wait that nobody sees the end of. */
export function* sleepsLong() {
  yield* sleep(1_000_000);
}
