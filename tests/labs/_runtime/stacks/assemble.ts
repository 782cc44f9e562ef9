/**
 * Wasm text to bytes, by binaryen.
 *
 * Run as a program, it assembles the texts beside the scheduler of stacks again: what readers run is in
 * `labs/_runtime/stacks/wasm_bytes.ts`, so that no reader needs an assembler.
 */
import binaryen from "binaryen";

const FOLDER = new URL("../../../../labs/_runtime/stacks/", import.meta.url);
const BYTES = new URL("wasm_bytes.ts", FOLDER);

/** The bytes of a module. Throws `SyntaxError` when the text is none. */
export function assemble(text: string): Uint8Array<ArrayBuffer> {
  const module = binaryen.parseText(text);
  try {
    module.setFeatures(binaryen.Features.All);
    if (!module.validate()) throw new SyntaxError("the text is no valid module; binaryen has printed why");
    return new Uint8Array(module.emitBinary());
  } finally {
    module.dispose();
  }
}

/** What `wasm_bytes.ts` must say: a constant for each text. */
export async function bytesModule(): Promise<string> {
  const constants: string[] = [];
  for await (const { name } of Deno.readDir(FOLDER)) {
    if (!name.endsWith(".wat")) continue;
    const bytes = assemble(await Deno.readTextFile(new URL(name, FOLDER)));
    constants.push(`/** \`${name}\`, assembled: ${bytes.length} bytes. */
export const ${name.slice(0, -".wat".length).toUpperCase()} = fromBase64(
  ${JSON.stringify(bytes.toBase64())},
);
`);
  }
  return `/** Generated from the texts beside it by \`deno run -A tests/labs/_runtime/stacks/assemble.ts\`; a test compares them. */
${constants.sort().map((constant) => `\n${constant}`).join("")}
function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
`;
}

/** What it says. */
export function writtenBytesModule(): Promise<string> {
  return Deno.readTextFile(BYTES);
}

if (import.meta.main) await Deno.writeTextFile(BYTES, await bytesModule());
