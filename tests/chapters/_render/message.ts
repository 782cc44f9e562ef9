/** What an author hears. */
import { assertInstanceOf } from "@std/assert";

/** The lines of the `SyntaxError` with which `work` fails. */
export async function mistakes(work: Promise<unknown>): Promise<string[]> {
  const error = await work.then(() => null, (error: unknown) => error);
  assertInstanceOf(error, SyntaxError);
  return error.message.split("\n");
}
