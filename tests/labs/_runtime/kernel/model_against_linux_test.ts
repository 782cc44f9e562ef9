import { openLinuxKernel } from "../../../../labs/_runtime/kernel/linux_kernel.ts";
import { O_NONBLOCK } from "../../../../labs/_runtime/kernel/mod.ts";
import { compareWithLinux } from "./compare_with_linux.ts";
import { looksUpwards } from "./epoll_nesting_rule.ts";
import { anyCalls, furnish, furnishNests, nestingCalls, openingCalls, watchingCalls } from "./generated_calls.ts";
import { linuxTest } from "./linux_test.ts";
import type { SideBySide } from "./side_by_side.ts";

linuxTest("epoll on pipes, sockets, eventfds and copies of descriptors answers as Linux does, call for call", () => {
  compareWithLinux({ sequences: watchingCalls, runs: 20_000, prepare: furnish });
});

linuxTest("every call of the model answers as Linux does, in sequences of all of them", () => {
  compareWithLinux({ sequences: anyCalls, runs: 5_000, prepare: () => {} });
});

linuxTest("epoll instances that watch one another wake, refuse circles and end as Linux's do", () => {
  using linux = openLinuxKernel();
  if (looksUpwards(linux)) compareWithLinux({ sequences: nestingCalls, runs: 2_000, prepare: furnishNests });
  else console.log("Left out: this Linux is from before 6.17, and lets a chain grow longer than the model does");
});

/** A listener with two connections to be accepted, and some descriptors that accept refuses. */
function furnishForOpening(both: SideBySide): void {
  const [listener] = both.open((kernel) => kernel.socket(O_NONBLOCK));
  both.same((kernel, fd) => kernel.bind(fd(listener!), "depot-0"));
  both.same((kernel, fd) => kernel.listen(fd(listener!), 2));
  for (const _ of ["first", "second"]) {
    const [client] = both.open((kernel) => kernel.socket(0));
    both.same((kernel, fd) => kernel.connect(fd(client!), "depot-0"));
  }
  both.open((kernel) => kernel.memfdCreate());
}

for (const descriptorsLeft of [0, 1, 2, 3]) {
  linuxTest(`with descriptors for ${descriptorsLeft} left, whoever opens more hears what Linux says`, () => {
    compareWithLinux({ sequences: openingCalls, runs: 200, prepare: furnishForOpening, descriptorsLeft });
  });
}
