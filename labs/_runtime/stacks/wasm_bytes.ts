/** Generated from the texts beside it by `deno run -A tests/labs/_runtime/stacks/assemble.ts`; a test compares them. */

/** `ask.wat`, assembled: 122 bytes. */
export const ASK = fromBase64(
  "AGFzbQEAAAABDwNgAn9/AX9gAABgAX8BfwItAwZzd2l0Y2gFd2F0Y2gAAQZzd2l0Y2gEY2FsbAN/AAZzd2l0Y2gDYXNrBAAAAwMCAgIHFAIDYXNrAAEKYXNrV2F0Y2hlZAACChUCCAAjACAA4gALCgAQACMAIADiAAs=",
);

/** `deep.wat`, assembled: 94 bytes. */
export const DEEP = fromBase64(
  "AGFzbQEAAAABBgFgAX8BfwIOAQZzdGFja3MDYXNrAAADAgEABwgBBGRlZXAAAQouASwBAX8gAEEBSgRAQQEgAEEBaxABag8LA0AgARAABEAgAUEBaiEBDAELCyABCw==",
);

/** `switch.wat`, assembled: 392 bytes. */
export const SWITCH = fromBase64(
  "AGFzbQEAAAABOApgAX8Bf10AYAFvAGACf38Bf2AAAX9gAn9kAABgAAN/f2MBYAJ/bwF/YAF/AWMBYAR/f2MBfwF/AhUBCkphdmFTY3JpcHQFZXJyb3IEAAIDCAcEBQMHAwgJBAUBYwEAEA0DAQADBgYBfwFBfwsHNAYDYXNrBAEIbGFzdENhbGwAAAZjcmVhdGUAAQZyZXN1bWUAAgV0aHJvdwADBXJvdW5kAAQK2AEHBAAjAAscACAA/BAATwRA0HX8EAD8DwAaCyAAIAHgASYACy0CA38BYwECBiABIAAQBeMBAQABACECQX8kACACDwshBSEEIgMgBCAFIAAQBgsuAgN/AWMBAgYgASAAEAXkAQABAAEAIQJBfyQAIAIPCyEFIQQiAyAEIAUgABAGCzQBAn8DQCACIABJBEAgAiUA0UUEQCACIAEQAhogAyMAQQBOaiEDCyACQQFqIQIMAQsLIAMLEwEBYwEgACUAIQEgANB1JgAgAQsOACAAJAAgAyACJgAgAQs=",
);

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
