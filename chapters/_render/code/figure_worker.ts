/** Runs in a Worker: imports a figure's module and calls its `draw`. */
import type { DrawReply, DrawRequest } from "./figure_protocol.ts";

interface DrawingScope {
  onmessage: ((event: MessageEvent<DrawRequest>) => void) | null;
  postMessage(reply: DrawReply): void;
}

const scope = self as unknown as DrawingScope;

scope.onmessage = async ({ data: { module } }) => scope.postMessage(await drawing(module));

async function drawing(module: string): Promise<DrawReply> {
  try {
    const { draw } = await import(module) as { draw?: unknown };
    if (typeof draw !== "function") return { kind: "failed", why: "does not export a function `draw`" };
    const svg: unknown = await draw();
    if (typeof svg === "string") return { kind: "drawn", svg: svg.trim() };
    return { kind: "failed", why: `\`draw\` returned ${svg === null ? "null" : typeof svg} instead of a string` };
  } catch (error) {
    if (!(error instanceof Error)) return { kind: "failed", why: `throws ${String(error)}` };
    return { kind: "failed", why: `throws ${error.name}: ${error.message}`, stack: error.stack ?? "" };
  }
}
