/** `deno task lab`: reads the command, does it, and says how it ended by the exit code. */
import { parseCommand, USAGE, UsageError } from "./command.ts";
import { perform } from "./perform.ts";
import { FOLDERS } from "./folders.ts";

try {
  const command = parseCommand(Deno.args);
  if (command.kind === "help") {
    console.log(USAGE);
    Deno.exit(0);
  }
  Deno.exit(await perform(command, FOLDERS));
} catch (error) {
  if (error instanceof UsageError) {
    console.error(error.message);
    Deno.exit(2);
  }
  console.error(`The command broke: ${error instanceof Error ? error.message : error}`);
  Deno.exit(3);
}
