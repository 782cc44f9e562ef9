/** Lines of the editor that something outside points at, and lines of it that its reader points at. */
import { type Extension, RangeSetBuilder, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";

/** Lines, counted from 1; those that the text does not have are passed over. */
export interface MarkedLines {
  readonly marked: ReadonlySet<number>;
  /** The line with a mistake. */
  readonly fault: number | null;
}

/** Marks lines and unmarks all others. */
export const markLines = StateEffect.define<MarkedLines>();

const MARKED = Decoration.line({ class: "line-marked" });
const FAULT = Decoration.line({ class: "line-fault" });

/** Keeps the marks, which move with the text. */
export const markedLines: Extension = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, transaction) {
    let marks = before.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(markLines)) continue;
      const { marked, fault } = effect.value;
      const { doc } = transaction.state;
      const builder = new RangeSetBuilder<Decoration>();
      for (let number = 1; number <= doc.lines; number++) {
        const { from } = doc.line(number);
        if (number === fault) builder.add(from, from, FAULT);
        else if (marked.has(number)) builder.add(from, from, MARKED);
      }
      marks = builder.finish();
    }
    return marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Tells of the line that the cursor or the pointer comes to. */
export function lineReports(onLine: (line: number | null, by: "cursor" | "pointer") => void): Extension {
  let under: number | null = null;
  function hover(line: number | null): void {
    if (line === under) return;
    under = line;
    onLine(line, "pointer");
  }
  return [
    EditorView.domEventHandlers({
      mousemove(event, view) {
        const place = view.posAtCoords({ x: event.clientX, y: event.clientY });
        hover(place === null ? null : view.state.doc.lineAt(place).number);
      },
      mouseleave: () => hover(null),
    }),
    EditorView.updateListener.of(({ selectionSet, docChanged, focusChanged, state, view }) => {
      if (!view.hasFocus || !(selectionSet || docChanged || focusChanged)) return;
      onLine(state.doc.lineAt(state.selection.main.head).number, "cursor");
    }),
  ];
}
