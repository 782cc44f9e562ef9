import { assert, assertEquals } from "@std/assert";
import {
  IORING_ACCEPT_MULTISHOT,
  IORING_CQE_F_MORE,
  IORING_SQ_CQ_OVERFLOW,
  must,
  SHUT_RD,
} from "../../../../labs/_runtime/kernel/mod.ts";
import { accept, cancel, listening, results, set, submit, taken } from "./ring_shorthand.ts";

Deno.test("multishot accept completes once a connection, and ends when the completion queue is full", () => {
  const { kernel, ring } = set({ entries: 4, completionEntries: 4 });
  const { listener, connect } = listening(kernel);
  submit(ring, accept(1, listener, IORING_ACCEPT_MULTISHOT));
  for (let client = 0; client < 6; client++) connect();
  assertEquals(taken(ring).map(({ flags }) => flags), [2, 2, 2, 2].map(() => IORING_CQE_F_MORE));
  assertEquals(ring.submission.flags, IORING_SQ_CQ_OVERFLOW);
  ring.enter(0, 0);
  const [last, ...others] = taken(ring);
  assertEquals([last?.flags, others.length], [0, 0]);
  submit(ring, accept(2, listener, IORING_ACCEPT_MULTISHOT));
  submit(ring, cancel(3, 2));
  const [sixth, ...rest] = taken(ring);
  assert(typeof sixth?.res === "number");
  assertEquals(rest.map(({ userData, res, flags }) => [userData, res, flags]), [[3, 0, 0], [2, "ECANCELED", 0]]);
});

Deno.test("accept says what the call would say of things that cannot be accepted from", () => {
  const { kernel, ring } = set();
  const { listener } = listening(kernel);
  const [end] = must(kernel.socketpair(0));
  submit(ring, accept(1, listener), accept(2, end), accept(3, must(kernel.memfdCreate())), accept(4, 999));
  kernel.shutdown(listener, SHUT_RD);
  assertEquals(results(ring), [[2, "EINVAL"], [3, "ENOTSOCK"], [4, "EBADF"], [1, "EAGAIN"]]);
});
