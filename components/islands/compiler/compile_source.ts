/** The stackless compiler and its parser, loaded when a reader begins to edit. The reader's text is never run. */
import { compiledView } from "../../../chapters/_render/compiler/compiled_view.ts";
import { compileCoroutine, UnsupportedError } from "../../../labs/_runtime/coroutine/compile_coroutine.ts";
import { colourLines } from "../lab_panel/colour_lines.ts";
import type { Outcome } from "./exhibit_state.ts";

/** More than a reader types, and still compiled between two keystrokes. */
const MOST_CHARACTERS = 4_000;

/** Compiles a text. Whatever is wrong with it comes back as a fault. */
export function compileSource(source: string): Outcome {
  if (source.length > MOST_CHARACTERS) {
    const much = source.length.toLocaleString("en");
    const most = MOST_CHARACTERS.toLocaleString("en");
    return refused(`the source has ${much} characters: with ${most} or fewer it is compiled as you type`);
  }
  try {
    const compiled = compileCoroutine(source);
    return { kind: "compiled", view: compiledView(compiled, colourLines(compiled.code.trimEnd())) };
  } catch (error) {
    if (error instanceof UnsupportedError) {
      const { line, column, message } = error;
      return { kind: "refused", fault: { line, column, message: message.replace(/^line \d+, column \d+: /, "") } };
    }
    // The parser and the compiler follow the nesting of a source with their own calls, and so may run out of stack.
    const reason = error instanceof Error ? error.message : String(error);
    return refused(`the compiler gave up on this source (${reason}): take a level of nesting out`);
  }
}

function refused(message: string): Outcome {
  return { kind: "refused", fault: { line: null, column: null, message } };
}
