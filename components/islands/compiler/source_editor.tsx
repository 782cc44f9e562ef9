/** The source while it is edited: the lab panel's editor, mounted when the reader asks for it. */
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Editor } from "../lab_panel/editor.ts";
import type { Pointed } from "./marks.ts";

interface SourceEditorProps {
  readonly mount: typeof import("../lab_panel/editor.ts").mountEditor;
  readonly source: string;
  /** Line on which the cursor begins. */
  readonly startLine: number;
  /** Grows whenever `source` was not typed but put here. */
  readonly replacements: number;
  readonly marked: ReadonlySet<number>;
  readonly faultLine: number | null;
  readonly onChange: (source: string) => void;
  readonly onPointed: (pointed: Pointed | null, by: "cursor" | "pointer") => void;
}

/** An editor on its own. */
export function SourceEditor(props: SourceEditorProps) {
  const { mount, source, startLine, replacements, marked, faultLine } = props;
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor | null>(null);
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    const from = source.split("\n").slice(0, startLine - 1).join("\n").length + (startLine > 1 ? 1 : 0);
    editor.current = mount(host.current!, {
      code: source,
      label: "Source: one generator function",
      selection: { from, to: from },
      scrolledFrom: null,
      focused: true,
      onChange: (changed) => latest.current.onChange(changed),
      onLine: (line, by) => latest.current.onPointed(line === null ? null : { kind: "source", line }, by),
    });
    return () => editor.current?.close();
  }, []);
  useLayoutEffect(() => editor.current?.show(source), [replacements]);
  useEffect(() => editor.current?.mark({ marked, fault: faultLine }), [marked, faultLine]);

  return (
    <div class="code-box">
      <div ref={host} class="code-live" />
    </div>
  );
}
