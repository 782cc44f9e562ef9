/** The ways to suspend a stack that this process offers: started with V8's flag, it offers one more. */
import { jspi, type Mechanism, type MechanismOptions, offersStackSwitching, stackSwitching } from "@interleave/stacks";

/** What V8 must be told. */
export const FLAG = "--v8-flags=--experimental-wasm-wasmfx";

/** Makers, by the name that tests give them. */
export const MECHANISMS: Readonly<Record<string, (options?: MechanismOptions) => Mechanism>> = {
  JSPI: jspi,
  ...(offersStackSwitching() && { "stack switching": stackSwitching }),
};

/** Whether a process of its own can be started with the flag: where V8 does not know it, Deno refuses to start. */
export async function knowsFlag(): Promise<boolean> {
  const { success } = await new Deno.Command(Deno.execPath(), { args: ["eval", FLAG, ""], stderr: "null" }).output();
  return success;
}
