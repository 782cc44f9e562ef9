/** Generated from the texts beside it by `deno run -A tests/labs/_runtime/stacks/assemble.ts`; a test compares them. */

/** `ask.wat`, assembled: 122 bytes. */
export const ASK = fromBase64(
  "AGFzbQEAAAABDwNgAn9/AX9gAABgAX8BfwItAwZzd2l0Y2gFd2F0Y2gAAQZzd2l0Y2gEY2FsbAN/AAZzd2l0Y2gDYXNrBAAAAwMCAgIHFAIDYXNrAAEKYXNrV2F0Y2hlZAACChUCCAAjACAA4gALCgAQACMAIADiAAs=",
);

/** `switch.wat`, assembled: 316 bytes. */
export const SWITCH = fromBase64(
  "AGFzbQEAAAABNAlgAX8Bf10AYAFvAGACf38Bf2ACf2QAAGAAA39/YwFgAn9vAX9gAX8BYwFgBH9/YwF/AX8CFQEKSmF2YVNjcmlwdAVlcnJvcgQAAgMGBQQDBgcIBAUBYwEAEA0DAQADBgYBfwFBfwsHKAUDYXNrBAEEY2FsbAMABmNyZWF0ZQAABnJlc3VtZQABBXRocm93AAIKngEFHAAgAPwQAE8EQNB1/BAA/A8AGgsgACAB4AEmAAstAgN/AWMBAgUgASAAEAPjAQEAAQAhAkF/JAAgAg8LIQUhBCIDIAQgBSAAEAQLLgIDfwFjAQIFIAEgABAD5AEAAQABACECQX8kACACDwshBSEEIgMgBCAFIAAQBAsTAQFjASAAJQAhASAA0HUmACABCw4AIAAkACADIAImACABCw==",
);

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
