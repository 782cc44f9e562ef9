/**
 * CodeMirror, and the only place that imports it. Loaded when a reader first touches an editor.
 *
 * It lives in a shadow root, where its style sheets can be adopted as objects: the page's policy allows no <style>
 * element. Colours and faces are the page's custom properties, which reach into shadow roots, so themes need no word here.
 */
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { Annotation, EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import type { SourcePosition } from "../../../labs/_runtime/trace/trace.ts";
import { lineReports, type MarkedLines, markedLines, markLines } from "./editor_lines.ts";
import { codeColours, codeShape } from "./editor_theme.ts";

/** An editor in the page. */
export interface Editor {
  /** Shows another text, as one change that can be undone; `onChange` does not hear of it. */
  show(code: string): void;
  /** Puts the cursor at a place and the focus in the editor. */
  goTo(source: SourcePosition): void;
  /** Marks these lines and no others. */
  mark(lines: MarkedLines): void;
  close(): void;
}

/** What an editor takes over from the form before it. */
export interface EditorOptions {
  readonly code: string;
  /** What a screen reader says. */
  readonly label: string;
  /** Offsets into `code`. */
  readonly selection: { readonly from: number; readonly to: number };
  /** The scrolled element that the editor takes the place of. */
  readonly scrolledFrom: Element | null;
  readonly focused: boolean;
  onChange(code: string): void;
  /** The cursor, or the pointer, has come to another line, counted from 1; the pointer may also have left. */
  onLine?(line: number | null, by: "cursor" | "pointer"): void;
}

/** Puts an editor into `host`. */
export function mountEditor(host: HTMLElement, options: EditorOptions): Editor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const { from, to } = options.selection;
  const length = options.code.length;
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: options.code,
      selection: { anchor: Math.min(from, length), head: Math.min(to, length) },
      extensions: extensions(options),
    }),
  });
  if (options.focused) view.focus();
  view.scrollDOM.scrollTo({ top: options.scrolledFrom?.scrollTop ?? 0, left: options.scrolledFrom?.scrollLeft ?? 0 });
  return {
    show(code) {
      if (code === view.state.doc.toString()) return;
      const changes = { from: 0, to: view.state.doc.length, insert: code };
      view.dispatch({ changes, annotations: fromOutside.of(true) });
    },
    goTo({ line, column }) {
      const found = view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines));
      const anchor = Math.min(found.to, found.from + column - 1);
      view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
      view.focus();
    },
    mark: (lines) => view.dispatch({ effects: markLines.of(lines) }),
    close: () => view.destroy(),
  };
}

/** Marks changes that the panel made, which knows of them. */
const fromOutside = Annotation.define<boolean>();

/** A chosen few: no completion that covers the text, no search that takes the browser's own away. */
function extensions({ label, onChange, onLine }: EditorOptions): Extension {
  return [
    lineNumbers(),
    history(),
    bracketMatching(),
    indentOnInput(),
    indentUnit.of("  "),
    javascript({ typescript: true }),
    syntaxHighlighting(codeColours),
    codeShape,
    markedLines,
    ...(onLine === undefined ? [] : [lineReports(onLine)]),
    // After Escape, CodeMirror itself lets the next Tab go.
    keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
    EditorState.tabSize.of(2),
    EditorView.domEventHandlers({ beforeinput: replaceSelection }),
    EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
    EditorView.updateListener.of((update) => {
      const own = !update.transactions.some((transaction) => transaction.annotation(fromOutside));
      if (update.docChanged && own) onChange(update.state.doc.toString());
    }),
  ];
}

/**
 * Typing over a selection is done here: the browser's own way would copy the old text's style into a style attribute, which
 * the page's policy refuses with an error in the console.
 */
function replaceSelection(event: InputEvent, view: EditorView): boolean {
  if (event.inputType !== "insertText" || event.data === null || event.isComposing) return false;
  if (view.state.selection.main.empty) return false;
  view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
  event.preventDefault();
  return true;
}
