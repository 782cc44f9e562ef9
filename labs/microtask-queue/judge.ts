/** Draws programs, and compares what the learner's loop printed with what Deno did: no order is written down here. */
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { LabTest, Random, Scenario } from "../_runner/lab.ts";
import type { Observation } from "./drive.ts";
import type { Link, Program, Step } from "./drive_program.ts";
import { compare, onTime } from "./judge_compare.ts";
import { DELAYS, LATER_MS, mixed, reject, resolve, then, Writer } from "./judge_programs.ts";

/** A program and, when the order is another than Deno's, where to look. */
function prints(
  name: string,
  program: (writer: Writer, random: Random) => Program,
  look: string,
  more: readonly LabTest<Program, Observation>[] = [],
): Scenario {
  return scenario<Program, Observation>({
    input: (random) => program(new Writer(random), random),
    needsReference: true,
    tests: [{ name, check: (observation, context) => compare(observation, context, look) }, ...more],
  });
}

export const judge = defineJudge([
  prints(
    "jobs run before timers, and after the code that queued them",
    (w, random) => ({
      promises: 0,
      main: [
        w.timer(0, w.print()),
        ...w.several(2, 3, () => w.job(w.print())),
        w.timer(random.pick(DELAYS), w.print()),
        w.print(),
      ],
    }),
    "A timer of 0 ms was set first and comes last. In how many queues do these callbacks wait?",
  ),
  prints(
    "jobs that jobs queue run before the next timer too",
    (w) => ({
      promises: 0,
      main: [
        w.timer(0, w.print(), w.job(w.print(), w.job(w.print()))),
        w.timer(0, w.print()),
        w.job(w.print(), w.job(w.print(), w.job(w.print())), w.print()),
        w.job(w.print()),
      ],
    }),
    "When may the loop take its next task: when it has run the jobs that were there, or when none is left?",
  ),
  prints(
    "the jobs of one timer run before the next timer that is due",
    (w) => ({
      promises: 0,
      main: [
        w.timer(10, w.print(), w.job(w.print()), w.print()),
        w.timer(10, w.print(), w.job(w.print())),
        w.timer(10, w.print()),
      ],
    }),
    "Several timers are due at once. What happens between two of them?",
  ),
  prints(
    "timers come by the time at which they are due, and those of one time in the order in which they were set",
    (w, random) => ({
      promises: 0,
      main: random.shuffle([20, 20, 20, 20, 10, 10, 10, 10, 10, 10, 10, 0, 0, 0, 0]).map((ms) =>
        w.timer(ms, w.print(), ...(ms === 10 ? [w.timer(LATER_MS, w.print())] : []))
      ),
    }),
    "The earliest due goes first. And of two that are due at the same time: does your list, or your heap, know which was set first?",
    [onTime],
  ),
  prints(
    "a timer that was cleared does not run, even when it was due already",
    (w, random) => {
      const [first, second, third] = [w.timer(0, w.print()), w.timer(10, w.print()), w.timer(10, w.print())];
      const [due, later] = [w.timer(0, w.print()), w.timer(20, w.print())];
      const clear = (step: Step): Step => ({
        call: "clearTimeout",
        timer: step.call === "setTimeout" ? step.timer : -1,
      });
      const clears = random.shuffle([clear(due), clear(second)]);
      return {
        promises: 0,
        main: [
          first,
          w.timer(0, w.print(), ...clears),
          due,
          second,
          third,
          later,
          w.job(w.print(), clear(later)),
          w.timer(10, w.print(), clear(third)),
          w.timer(20, w.print()),
        ],
      };
    },
    "A timer may be cleared while the one before it runs: who holds it at that moment? And one that has run already may be cleared, which means nothing.",
  ),
  prints(
    "a callback that throws takes nobody along",
    (w, random) => ({
      promises: 0,
      main: [
        ...random.shuffle([w.job(w.print(), w.job(w.print()), w.failure()), w.job(w.print())]),
        w.timer(0, w.print(), w.job(w.print()), w.failure()),
        w.timer(0, w.print(), w.job(w.failure()), w.job(w.print())),
        w.print(),
      ],
    }),
    "The loop calls callbacks of people who do not know each other. Who gets to see what one of them throws, and when?",
  ),
  prints(
    "a handler runs in a job, also when its promise is settled already",
    (w) => {
      const value = w.text();
      return {
        promises: 1,
        main: [
          resolve(0, value),
          then(0, w.link([then(0, w.link()), w.print()])),
          w.job(w.print()),
          then(0, w.link()),
          w.print(),
        ],
      };
    },
    "`then` never calls anybody. The promise has its value: what is there to do, and when is it done?",
  ),
  prints(
    "each link of a chain is a job later than the one before",
    (w, random) => {
      const order = random.shuffle([resolve(0, w.text()), resolve(1, w.text())]);
      return {
        promises: 2,
        main: [
          then(0, w.link(), w.link(), w.link()),
          then(1, w.link(), w.link()),
          then(0, w.link([w.job(w.print())])),
          ...order,
          w.print(),
        ],
      };
    },
    "`then` returns a promise of its own, which is settled when the handler has run. Whose handlers are queued by that?",
  ),
  prints(
    "what has no handler is passed on, in a job as well",
    (w, random) => {
      const none: Link = { fulfilled: null, rejected: null };
      const catches: Link = { fulfilled: null, rejected: w.reaction() };
      return {
        promises: 3,
        main: [
          then(0, none, w.link(), none, none, w.link()),
          then(1, w.link(), w.link(), catches, w.link()),
          then(2, w.link(), w.link(), w.link(), w.link(), w.link()),
          ...random.shuffle([resolve(0, w.text()), reject(1, `no ${w.text()}`), resolve(2, w.text())]),
        ],
      };
    },
    "A link without a handler for what comes still is a promise of its own: it takes the outcome over in its own job, a value as a value and a reason as a reason.",
  ),
  prints(
    "what a handler throws is the next one's reason, and a handled reason is over",
    (w) => {
      const thrown: Link = { fulfilled: w.reaction([w.failure()]), rejected: null };
      const both = (): Link => ({ fulfilled: w.reaction(), rejected: w.reaction() });
      const again: Link = { fulfilled: w.reaction(), rejected: w.reaction([w.failure()]) };
      return {
        promises: 3,
        main: [
          then(0, thrown, both(), both()),
          then(1, again, both(), both()),
          then(2, w.link(), w.link(), w.link(), w.link()),
          resolve(2, w.text()),
          reject(1, `no ${w.text()}`),
          resolve(0, w.text()),
          w.print(),
        ],
      };
    },
    "Which of its two handlers did the link call, and is the next link's promise resolved by what it returned, or rejected by what it threw?",
  ),
  prints(
    "a promise is resolved once",
    (w) => ({
      promises: 4,
      main: [
        ...[0, 1, 2].map((promise) => then(promise, { fulfilled: w.reaction(), rejected: w.reaction() })),
        resolve(0, w.text()),
        resolve(0, w.text()),
        reject(0, `no ${w.text()}`),
        reject(1, `no ${w.text()}`),
        resolve(1, w.text()),
        resolve(2, 3),
        resolve(2, w.text()),
        reject(2, `no ${w.text()}`),
        w.job(w.print(), resolve(3, w.text())),
        w.print(),
      ],
    }),
    "The first `resolve` or `reject` decides. One that names another promise decides as well, although nothing is settled yet.",
  ),
  prints(
    "taking over another promise takes two jobs",
    (w, random) => {
      const steps = random.shuffle([
        then(0, w.link(), w.link()),
        then(1, w.link([], 2), w.link(), w.link()),
        then(2, w.link(), w.link(), w.link(), w.link(), w.link(), w.link()),
        then(3, { fulfilled: w.reaction(), rejected: w.reaction() }, w.link()),
      ]);
      return {
        promises: 5,
        main: [
          resolve(2, w.text()),
          resolve(0, 2),
          resolve(1, w.text()),
          resolve(3, 4),
          reject(4, `no ${w.text()}`),
          ...steps,
          w.print(),
        ],
      };
    },
    "The other promise's `then` could be anybody's code, so the runtime does not call it at once. One job calls it; and in which is the handler that it is given?",
  ),
  ...["one", "another", "a third", "a fourth"].map((which) =>
    prints(
      `everything at once, ${which} program`,
      mixed,
      "Step through the timeline: each bar is a task or a job. Which one came too early, and who queued it?",
    )
  ),
]);
