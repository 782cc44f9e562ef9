/** Go's figures for the same work, where a `go` command is installed. */

/** Nanoseconds each, on one thread. */
export interface GoTasks {
  readonly switchNs: number;
  readonly handOffNs: number;
}

const SOURCE = new URL("./go_tasks.go", import.meta.url).pathname;

/** `null` where there is no `go` command. Throws when it does not print what was asked. */
export async function measureGoTasks(): Promise<GoTasks | null> {
  let output: Deno.CommandOutput;
  try {
    output = await new Deno.Command("go", { args: ["run", SOURCE] }).output();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
  if (!output.success) throw new Error(`go run ${SOURCE} failed: ${new TextDecoder().decode(output.stderr)}`);
  return JSON.parse(new TextDecoder().decode(output.stdout));
}
