/** Draws depots and operations, each drawing for one claim about what completes, when and with what. */
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { LabTest, Random } from "../_runner/lab.ts";
import type { Action, Depot, Input, Observation } from "./drive.ts";
import { claim, sleeps } from "./judge_checks.ts";
import { conversations, LARGE, messages, quiet, read, write } from "./judge_depots.ts";

type Test = LabTest<Input, Observation>;

function scene(input: (random: Random) => Input, ...tests: readonly Test[]) {
  return scenario<Input, Observation>({ input, tests });
}

export const judge = defineJudge([
  scene(
    conversations,
    claim(
      "a read completes when something has come, with what has come",
      "A read that finds nothing must be tried again when epoll says that there is something, and not before.",
    ),
  ),
  scene(
    (random) => {
      const depots = quiet(random, 2).map((depot, index): Depot => ({
        ...depot,
        sends: [{ atMs: 0, bytes: random.integer(200, 400) }, { atMs: 20 + index, bytes: random.integer(100, 400) }],
      }));
      const actions: Action[] = [
        read(0, 100),
        { do: "post", depot: 0, bytes: 0, after: null },
        write(1, random.integer(10, 90)),
        read(0, 1_000, 0),
        { do: "post", depot: 0, bytes: 0, after: 1 },
        write(0, random.integer(10, 90), 4),
        read(1, 1_000, 2),
        read(1, 1_000, 6),
      ];
      return { depots, actions };
    },
    claim(
      "handlers are called by run and by nobody else, also when the operation is done at once",
      "Whoever begins an operation may hold a lock, or not have stored yet what the handler needs. And a handler that calls the next handler, which calls the next, ends in a stack overflow.",
    ),
  ),
  scene(
    (random) => {
      const depots = quiet(random, 2).map((depot): Depot => ({
        ...depot,
        sends: messages(random, { count: 3, fromMs: random.integer(11, 19) }),
        reads: { fromMs: 5, everyMs: 10, bytes: random.integer(60, 110) * 1_000 },
      }));
      const actions: Action[] = [
        // Still under way when the messages come.
        write(0, 2 * LARGE + random.integer(1, 300_000)),
        read(0, 1_000),
        write(1, random.integer(100, 900)),
        read(0, 1_000, 1),
        read(0, 1_000, 3),
        write(0, random.integer(20_000, 300_000), 0),
      ];
      return { depots, actions };
    },
    claim(
      "a write completes when all of its bytes are written, and a read on the same descriptor goes on meanwhile",
      "The kernel takes what there is room for. The rest must wait for EPOLLOUT, beside whatever else is waited for on that descriptor.",
    ),
  ),
  scene(
    (random) => {
      const depots = quiet(random, 2).map((depot, index): Depot => ({
        ...depot,
        sends: messages(random, { count: 4, fromMs: 10 + index }),
        reads: { fromMs: 5, everyMs: 10, bytes: 90_000 },
      }));
      const sizes = random.shuffle([60, 150, 1_000]);
      const actions: Action[] = [
        ...sizes.map((bytes) => read(0, bytes)),
        write(0, LARGE + random.integer(1, 99_999)),
        write(0, random.integer(20_000, 90_000)),
        write(0, random.integer(20_000, 90_000)),
        read(1, 1_000),
      ];
      return { depots, actions };
    },
    claim(
      "operations of one kind on one descriptor are carried out in the order in which they began",
      "Several reads may wait on one descriptor, and the bytes of a stream have an order.",
    ),
  ),
  scene(
    (random) => {
      const [first, second, third] = quiet(random, 3) as [Depot, Depot, Depot];
      return {
        depots: [
          { ...first, sends: [{ atMs: 10, bytes: random.integer(300, 600) }, { atMs: 20, bytes: 500 }] },
          { ...second, sends: messages(random, { count: 4, fromMs: 31 }) },
          { ...third, reads: { fromMs: 5, everyMs: 10, bytes: 150_000 } },
        ],
        actions: [
          // What it leaves in the socket nobody wants.
          read(0, 100),
          write(2, LARGE + random.integer(1, 99_999)),
          read(1, 1_000),
          read(1, 1_000, 2),
          read(1, 1_000, 3),
          // Waits for bytes, on a descriptor that could be written all the time.
          read(1, 1_000, 4),
        ],
      };
    },
    sleeps,
  ),
  scene(
    (random) => {
      const [first, second, third] = quiet(random, 3) as [Depot, Depot, Depot];
      const atMs = random.integer(10, 30);
      const rest = random.integer(100, 900);
      return {
        depots: [
          { ...first, sends: [{ atMs: 60, bytes: rest }] },
          { ...second, sends: [{ atMs, bytes: 100 }, { atMs: 80, bytes: 50 }] },
          third,
        ],
        actions: [
          read(0, 400),
          read(0, 400),
          write(0, LARGE + random.integer(1, 99_999)),
          read(1, 200),
          { do: "cancel", depot: 0, bytes: 0, after: 3 },
          read(0, 1_000, 4),
          read(1, 200, 3),
          // Nothing is begun on this one afterwards, and nothing ever comes.
          read(2, 1_000),
          { do: "cancel", depot: 2, bytes: 0, after: 3 },
        ],
      };
    },
    claim(
      "cancel completes what waits with ECANCELED, by way of run, and takes no bytes",
      "Whoever began an operation keeps its buffer until the handler is called: it must be called, once, also then.",
    ),
  ),
  scene(
    (random) => {
      const depots = quiet(random, 1).map((depot): Depot => ({
        ...depot,
        sends: messages(random, { count: 1, fromMs: 10 }),
      }));
      const bytes = random.integer(1_000, 9_000);
      return {
        depots,
        actions: [
          { do: "read file", depot: 0, bytes, after: null },
          read(0, 1_000),
          { do: "write file", depot: 0, bytes: random.integer(10, 900), after: 0 },
        ],
      };
    },
    claim(
      "a regular file is read and written, though epoll refuses it",
      "epoll_ctl says EPERM for a regular file: there is no waiting for it, so it can only be done on the spot.",
    ),
  ),
  scene(
    (random) => {
      const [first, second] = quiet(random, 2) as [Depot, Depot];
      return {
        depots: [
          { ...first, sends: [{ atMs: 10, bytes: random.integer(100, 300) }], hangsUpAtMs: 20 },
          { ...second, sends: [{ atMs: 50, bytes: random.integer(100, 300) }, { atMs: 70, bytes: 40 }] },
        ],
        actions: [
          read(0, 1_000),
          read(0, 1_000, 0),
          { do: "replace", depot: 0, bytes: 0, after: 1, by: 1 },
          read(1, 1_000, 2),
          read(1, 1_000, 3),
        ],
      };
    },
    claim(
      "a number that was closed and means another connection is waited for anew",
      "With the last descriptor of a connection, epoll forgets the entry. What your tables say of that number must be over by then.",
    ),
  ),
]);
