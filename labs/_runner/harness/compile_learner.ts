/** The learner's TypeScript → JavaScript with safe points, inside the sandbox. Lines and columns stay the learner's. */
import { stripTypeScriptTypes } from "node:module";
import { compileSafePoints } from "../../_runtime/safepoints/compile_safe_points.ts";

/** A module to load, or why there is none, as the loader would word it: `line 3, column 5: …`. */
export type CompiledLearner =
  | { readonly code: string; readonly refusal?: undefined }
  | { readonly code: ""; readonly refusal: string };

/** Compiles a learner's file; `null` when its syntax is broken, which the loader says best. */
export function compileLearner(typescript: string): CompiledLearner | null {
  try {
    const { code, map } = compileSafePoints(stripTypeScriptTypes(typescript), { file: "lab.ts" });
    return { code: `${code}\n//# sourceMappingURL=data:application/json;base64,${base64(JSON.stringify(map))}` };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const place = error.message.match(/^lab\.ts:(\d+):(\d+): (.*)$/s);
    if (place) return { code: "", refusal: `line ${place[1]}, column ${place[2]}: ${place[3]}` };
    return refusedTypes(error);
  }
}

/** Types that leave code behind, such as an `enum`, cannot be blanked out. */
function refusedTypes({ message }: SyntaxError): CompiledLearner | null {
  const place = message.match(/^(.*) is not supported in strip-only mode at .*:(\d+):(\d+)$/s);
  if (place === null) return null;
  const [, what, line, column] = place;
  return {
    code: "",
    refusal: `line ${line}, column ${column}: ${what} leaves code behind. Use types that vanish, here`,
  };
}

function base64(text: string): string {
  return new TextEncoder().encode(text).toBase64();
}
