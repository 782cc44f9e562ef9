/** From the bytes that a program printed to the text that its author reads: whole characters, and the file's own name. */

/** What Deno calls a module that came as a blob: this and a UUID. */
const SCHEME = "blob:null/";
const UUID_LENGTH = 36;
const BLOB_NAME = /blob:null\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The name under which the learner knows the module. */
const LAB_FILE = "lab.ts";

/** The decoder of one stream. Holds at most one unfinished name and one unfinished character. */
export class LearnerText {
  readonly #decoder = new TextDecoder();
  #held = "";

  /** Takes the next bytes, returns the text that is complete. */
  push(bytes: Uint8Array): string {
    return this.#rename(this.#decoder.decode(bytes, { stream: true }));
  }

  /** Returns what was held back. */
  end(): string {
    const text = this.#rename(this.#decoder.decode()) + this.#held;
    this.#held = "";
    return text;
  }

  #rename(text: string): string {
    const renamed = (this.#held + text).replaceAll(BLOB_NAME, LAB_FILE);
    const complete = renamed.length - unfinishedName(renamed);
    this.#held = renamed.slice(complete);
    return renamed.slice(0, complete);
  }
}

/** Length of the tail that may still become a blob's name. */
function unfinishedName(text: string): number {
  for (let length = Math.min(text.length, SCHEME.length + UUID_LENGTH - 1); length > 0; length--) {
    const tail = text.slice(-length);
    const fits = SCHEME.startsWith(tail.slice(0, SCHEME.length)) && /^[0-9a-f-]*$/.test(tail.slice(SCHEME.length));
    if (fits) return length;
  }
  return 0;
}
