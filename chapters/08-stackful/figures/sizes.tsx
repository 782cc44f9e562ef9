import { sizeLadder } from "../../../components/drawing/size_ladder.tsx";

const KIB = 1024;
const COROUTINES = 100_000;

/** What each of them needs for itself, from the books of their makers. */
const EACH = [
  { name: "threads, reserved", bytes: 8 * KIB * KIB, source: "pthread_create(3)" },
  { name: "fixed stacks of 64 KiB, reserved", bytes: 64 * KIB, source: "computed" },
  { name: "fixed stacks, two pages touched", bytes: 8 * KIB, source: "computed" },
  { name: "goroutines as they begin", bytes: 2 * KIB, source: "Go 1.4 release notes" },
  { name: "Erlang processes as they begin", bytes: 1_864, source: "erl_vm.h" },
  { name: "state machines of 300 bytes", bytes: 300, source: "computed" },
] as const;

/** What a hundred thousand of each take. */
export function draw(): string {
  return sizeLadder(EACH.map(({ name, bytes, source }) => ({ name, value: COROUTINES * bytes, source })));
}
