import { assertEquals, assertMatch } from "@std/assert";
import { delegate } from "../../../../labs/_runner/sandbox/cgroup_delegation.ts";

/** A folder with the files of a cgroup: what the kernel would do with them is not tried here. */
async function withGroup(controllers: string, check: (folder: string) => void): Promise<void> {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/cgroup.controllers`, controllers);
  await Deno.writeTextFile(`${folder}/cgroup.subtree_control`, "");
  try {
    check(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("groups below get every controller that is offered", async () => {
  await withGroup("cpuset cpu io memory pids\n", (folder) => {
    assertEquals(delegate(folder), null);
    assertEquals(Deno.readTextFileSync(`${folder}/cgroup.subtree_control`), "+memory +pids +cpu");
  });
  await withGroup("memory pids\n", (folder) => {
    assertEquals(delegate(folder), null);
    assertEquals(Deno.readTextFileSync(`${folder}/cgroup.subtree_control`), "+memory +pids");
  });
});

Deno.test("without the controllers that bound memory and threads it says which, and the remedy", async () => {
  await withGroup("cpu\n", (folder) => {
    assertMatch(
      delegate(folder) ?? "",
      /does not offer the memory and pids controller: run as root, or .*Delegate=yes/,
    );
  });
});

Deno.test("a folder that is no cgroup is refused with the remedy", () => {
  assertMatch(delegate("/nowhere") ?? "", /can't be divided .*Delegate=yes/);
});
