/** The server cannot start as it was asked to. The message is one sentence: what, and what to do. */
export class CannotStart extends Error {
  override readonly name = "CannotStart";
}
