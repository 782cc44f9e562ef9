/** Draws days of clients; judges by who was served when, and by what the pool could still lend afterwards. */
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { LabTest, Random, Scenario } from "../_runner/lab.ts";
import type { Input, Observation } from "./drive.ts";
import {
  breaking,
  cancelled,
  cancelledInHaste,
  impatient,
  LONG_MS,
  refusing,
  rush,
  troubled,
} from "./judge_clients.ts";
import { everythingIsThere, neverMore, usedAgain } from "./judge_connections.ts";
import { noMixUp, nothingLost, othersUnharmed, ownErrors } from "./judge_outcomes.ts";
import { checkService, timeoutsInTime } from "./judge_service.ts";

const CONNECT_MS = 20;

function day(draw: (random: Random) => Partial<Input>, tests: LabTest<Input, Observation>[]): Scenario {
  return scenario<Input, Observation>({
    input: (random) => ({
      size: random.integer(2, 4),
      waitMs: LONG_MS,
      connectMs: CONNECT_MS,
      refused: [],
      clients: [],
      victims: [],
      ...draw(random),
    }),
    tests,
  });
}

export const judge = defineJudge([
  day(rush, [
    { name: "there are never more connections than the pool may have", check: neverMore },
    { name: "clients are served in the order in which they came, and as soon as may be", check: checkService },
    { name: "a connection that is free is used again", check: usedAgain },
  ]),
  day(impatient, [
    { name: "who has waited for too long gets a QueueTimeout then, and leaves the queue", check: timeoutsInTime },
  ]),
  day(troubled, [
    {
      name: "when a body throws or a connection breaks, its client hears of it, and nothing is lost",
      check: nothingLost,
    },
  ]),
  day(refusing, [
    { name: "when the database refuses to connect, nothing is lost", check: nothingLost },
  ]),
  day(breaking, [
    { name: "who waits gets the room that a broken connection leaves, at once", check: checkService },
    { name: "a connection that broke is lent to nobody", check: ownErrors },
  ]),
  day(cancelled, [
    { name: "no client gets the reply to another one's query, whoever is cancelled when", check: noMixUp },
    { name: "nothing is lost when a client is cancelled, at any point", check: everythingIsThere },
    { name: "a client that is cancelled hears it, and the others hear nothing", check: othersUnharmed },
  ]),
  day(cancelledInHaste, [
    {
      name: "nothing is lost when patience ends, a client is cancelled and a connection is given back, all at once",
      check: everythingIsThere,
    },
  ]),
]);
