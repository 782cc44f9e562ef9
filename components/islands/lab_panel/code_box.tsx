/**
 * Where the learner's file stands, in three forms of the same size: highlighted text, a plain textarea over it, an editor.
 *
 * The page comes with the first. In the browser a textarea with transparent letters lies over it, so that a click or a
 * key lands where it should from the start. The first focus loads the editor, which takes over text, selection and scroll
 * position; where it cannot be loaded, the textarea stays, and everything works but for the colours.
 */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { SourcePosition } from "../../../labs/_runtime/trace/trace.ts";
import { RawHtml } from "../shared/raw_html.tsx";
import { useAlive } from "../shared/use_alive.ts";
import type { Editor } from "./editor.ts";
import { PlainEditor } from "./plain_editor.tsx";

interface CodeBoxProps {
  /** The lab's title, for the label. */
  readonly title: string;
  readonly code: string;
  readonly starter: string;
  readonly starterHtml: string;
  /** Grows whenever `code` was not typed but put here: the editor then shows it. */
  readonly replacements: number;
  /** A place to go to, when the reader has asked for it. */
  readonly shownSource: SourcePosition | null;
  readonly onEdit: (code: string) => void;
}

/** The learner's file. */
export function CodeBox({ title, code, starter, starterHtml, replacements, shownSource, onEdit }: CodeBoxProps) {
  const alive = useAlive();
  const [editor, setEditor] = useState<Editor | null>(null);
  const still = useRef<HTMLDivElement>(null);
  const plain = useRef<HTMLTextAreaElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const loading = useRef(false);
  // Heard on coming in: how to get out again.
  const label = `Your code for ${title}. Escape, then Tab, leaves the editor.`;
  // The editor's listener was made in an earlier render.
  const latest = useRef(onEdit);
  latest.current = onEdit;

  async function loadEditor(): Promise<void> {
    if (loading.current) return;
    loading.current = true;
    const module = await import("./editor.ts").catch(() => null);
    if (module === null || host.current === null) return;
    await compositionEnd(plain.current);
    setEditor(module.mountEditor(host.current, {
      // Not `code`: the last keystroke may not have been rendered yet.
      code: plain.current?.value ?? code,
      label,
      selection: { from: plain.current?.selectionStart ?? 0, to: plain.current?.selectionEnd ?? 0 },
      scrolledFrom: still.current,
      focused: document.activeElement === plain.current,
      onChange: (changed) => latest.current(changed),
    }));
  }

  // What was typed is never put back into the editor: it would be older than the last keystroke.
  useLayoutEffect(() => editor?.show(code), [replacements]);
  useEffect(() => () => editor?.close(), [editor]);
  useEffect(() => {
    if (shownSource === null) return;
    if (editor !== null) editor.goTo(shownSource);
    else void loadEditor();
  }, [editor, shownSource]);

  // The text scrolls in the box around it: by itself it must not be a stop for the Tab key.
  const starterText = starterHtml.replace(' tabindex="0"', "");
  const lines = Array.from({ length: code.split("\n").length }, (_, index) => index + 1).join("\n");
  return (
    <div class="code-box">
      <div ref={host} class="code-live" />
      {editor === null && (
        <div ref={still} class="code-still">
          <pre class="code-lines" aria-hidden="true">{lines}</pre>
          <div class="code-text" aria-hidden={alive}>
            {code === starter
              ? <RawHtml key="starter" html={starterText} />
              : <pre key="draft"><code>{code}</code></pre>}
          </div>
          {alive && (
            <PlainEditor
              field={plain}
              label={label}
              code={code}
              onEdit={onEdit}
              onTouch={() => void loadEditor()}
            />
          )}
        </div>
      )}
    </div>
  );
}

/** Resolves when no half-composed character would be lost by taking the field away. */
function compositionEnd(field: HTMLTextAreaElement | null): Promise<void> {
  if (field === null || field.dataset.composing === undefined) return Promise.resolve();
  return new Promise((resolve) => field.addEventListener("compositionend", () => resolve(), { once: true }));
}
