/** Another way: promises made of closures, and timers in a heap by due time and number. */
interface Host {
  nowMs(): number;
  sleepUntil(ms: number): void;
  report(error: unknown): void;
}
interface Timer {
  dueMs: number;
  id: number;
  task: (() => void) | null;
}
type Handler = ((value: unknown) => unknown) | null | undefined;

export class Loop {
  jobs: (() => void)[] = [];
  heap: Timer[] = [];
  all = new Map<number, Timer>();
  host: Host;

  constructor(host: Host) {
    this.host = host;
  }

  queueMicrotask(job: () => void) {
    this.jobs.push(job);
  }

  setTimeout(task: () => void, delayMs: number) {
    // The least delay of a timer is 1 ms here, as it is in Deno and in Node.
    const timer: Timer = { dueMs: this.host.nowMs() + Math.max(1, delayMs), id: this.all.size + 1, task };
    this.all.set(timer.id, timer);
    const { heap } = this;
    let place = heap.push(timer) - 1;
    for (let parent = (place - 1) >> 1; place > 0 && before(timer, heap[parent]!); parent = (place - 1) >> 1) {
      heap[place] = heap[parent]!;
      heap[parent] = timer;
      place = parent;
    }
    return timer.id;
  }

  clearTimeout(id: number) {
    const timer = this.all.get(id);
    if (timer) timer.task = null;
  }

  run(main: () => void) {
    let task: (() => void) | null = main;
    for (;;) {
      if (task) this.attempt(task);
      for (let next = 0; next < this.jobs.length; next++) this.attempt(this.jobs[next]!);
      this.jobs = [];
      const timer = this.pop();
      if (!timer) return;
      task = timer.task;
      if (task) this.host.sleepUntil(timer.dueMs);
    }
  }

  pop() {
    const { heap } = this;
    const first = heap[0];
    const last = heap.pop();
    if (heap.length === 0 || !last) return first;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
      if (child >= heap.length || before(last, heap[child]!)) break;
      heap[place] = heap[child]!;
      place = child;
    }
    heap[place] = last;
    return first;
  }

  attempt(callback: () => void) {
    try {
      callback();
    } catch (error) {
      this.host.report(error);
    }
  }
}

function before(one: Timer, other: Timer) {
  return one.dueMs < other.dueMs || (one.dueMs === other.dueMs && one.id < other.id);
}

export class Deferred {
  resolve: (value: unknown) => void;
  reject: (reason: unknown) => void;
  then: (onFulfilled?: Handler, onRejected?: Handler) => Deferred;

  constructor(loop: Loop) {
    let outcome: { isValue: boolean; value: unknown } | null = null;
    let decided = false;
    const waiting: (() => void)[] = [];
    const settle = (isValue: boolean, value: unknown) => {
      outcome = { isValue, value };
      // All reactions in one job, one after the other: nobody can tell the difference.
      const reactions = waiting.splice(0);
      if (reactions.length > 0) loop.queueMicrotask(() => reactions.forEach((reaction) => reaction()));
    };
    const once = (decide: (value: unknown) => void) => (value: unknown) => {
      if (!decided) {
        decided = true;
        decide(value);
      }
    };
    this.reject = once((reason) => settle(false, reason));
    this.resolve = once((value) => {
      if (!(value instanceof Deferred)) settle(true, value);
      else loop.queueMicrotask(() => value.then((got) => settle(true, got), (reason) => settle(false, reason)));
    });
    this.then = (onFulfilled, onRejected) => {
      const derived = new Deferred(loop);
      const reaction = () => {
        const { isValue, value } = outcome!;
        const handler = isValue ? onFulfilled : onRejected;
        if (!handler) return isValue ? derived.resolve(value) : derived.reject(value);
        let result;
        try {
          result = handler(value);
        } catch (error) {
          return derived.reject(error);
        }
        derived.resolve(result);
      };
      if (outcome) loop.queueMicrotask(reaction);
      else waiting.push(reaction);
      return derived;
    };
  }
}
