import type { RefObject } from "preact";
import { useRef } from "preact/hooks";

interface PlainEditorProps {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly label: string;
  readonly code: string;
  readonly onEdit: (code: string) => void;
  /** The reader has come here. */
  readonly onTouch: () => void;
}

/** A textarea in which Tab indents, unless Escape came right before it. */
export function PlainEditor({ field, label, code, onEdit, onTouch }: PlainEditorProps) {
  const leaving = useRef(false);

  function onKeyDown(key: KeyboardEvent): void {
    const indents = key.key === "Tab" && !key.shiftKey && !key.ctrlKey && !key.metaKey && !leaving.current;
    leaving.current = key.key === "Escape";
    if (!indents || field.current === null) return;
    key.preventDefault();
    const { selectionStart, selectionEnd } = field.current;
    field.current.setRangeText("  ", selectionStart, selectionEnd, "end");
    onEdit(field.current.value);
  }

  return (
    <textarea
      ref={field}
      value={code}
      wrap="off"
      autocapitalize="off"
      autocomplete="off"
      autocorrect="off"
      spellcheck={false}
      aria-label={label}
      onFocus={onTouch}
      onInput={(event) => onEdit(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onCompositionStart={(event) => event.currentTarget.dataset.composing = ""}
      onCompositionEnd={(event) => delete event.currentTarget.dataset.composing}
    />
  );
}
