import { assertEquals } from "@std/assert";
import { hierarchiesFrom } from "../../../../labs/_runner/sandbox/cgroup_mounts.ts";

const V1_MOUNTS = `25 1 0:23 / / rw - ext4 /dev/sda1 rw
30 25 0:26 / /sys/fs/cgroup/memory rw,relatime shared:9 - cgroup cgroup rw,memory
31 25 0:27 / /sys/fs/cgroup/pids rw,relatime - cgroup cgroup rw,pids
32 25 0:28 / /sys/fs/cgroup/cpu,cpuacct rw,relatime - cgroup cgroup rw,cpu,cpuacct
33 25 0:29 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
`;
const V2_MOUNTS = "30 25 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n";

Deno.test("version 1 is used where the memory controller is mounted there, each hierarchy at our own place", () => {
  const groups = "9:memory:/system.slice/book\n8:pids:/\n7:cpu,cpuacct:/system.slice\n0::/\n";
  assertEquals(hierarchiesFrom(V1_MOUNTS, groups), {
    version: 1,
    folders: {
      memory: "/sys/fs/cgroup/memory/system.slice/book",
      pids: "/sys/fs/cgroup/pids",
      cpu: "/sys/fs/cgroup/cpu,cpuacct/system.slice",
      cpuacct: "/sys/fs/cgroup/cpu,cpuacct/system.slice",
    },
  });
});

Deno.test("version 2 is one folder", () => {
  assertEquals(hierarchiesFrom(V2_MOUNTS, "0::/system.slice/book.service\n"), {
    version: 2,
    folders: { memory: "/sys/fs/cgroup/system.slice/book.service" },
  });
});

Deno.test("a server that has moved into its leaf makes groups beside the leaf", () => {
  for (
    const [path, folder] of [["/a/interleave-server", "/sys/fs/cgroup/a"], ["/interleave-server", "/sys/fs/cgroup"]]
  ) {
    assertEquals(hierarchiesFrom(V2_MOUNTS, `0::${path}\n`)?.folders.memory, folder);
  }
});

Deno.test("in a container that sees only its part of the hierarchy, paths are below that part", () => {
  const mounts = "30 25 0:26 /docker/abc /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n";
  assertEquals(hierarchiesFrom(mounts, "9:memory:/docker/abc/inner\n")?.folders.memory, "/sys/fs/cgroup/memory/inner");
  assertEquals(hierarchiesFrom(mounts, "9:memory:/docker/abc\n")?.folders.memory, "/sys/fs/cgroup/memory");
});

Deno.test("without a memory controller there is nothing", () => {
  assertEquals(hierarchiesFrom("25 1 0:23 / / rw - ext4 /dev/sda1 rw\n", "0::/\n"), null);
});
