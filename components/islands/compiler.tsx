/**
 * The book's stackless compiler in the page: a generator function, the class that it becomes, and the frame, linked.
 *
 * On the server it is the first example, compiled, complete to read. In the browser lines and variables show their
 * counterparts; the editor, the parser and the compiler are loaded when the reader begins to edit.
 */
import { useMemo, useReducer, useRef, useState } from "preact/hooks";
import type { CompilerExhibit } from "../../chapters/_render/chapter.ts";
import { CodeLines } from "./compiler/code_lines.tsx";
import { initialExhibit, pointedAt, reduceExhibit } from "./compiler/exhibit_state.ts";
import { FaultLine } from "./compiler/fault_line.tsx";
import { FrameTable } from "./compiler/frame_table.tsx";
import { loadTools, type Tools } from "./compiler/load_tools.ts";
import { marksOf, type Pointed } from "./compiler/marks.ts";
import { SourceEditor } from "./compiler/source_editor.tsx";
import { useAlive } from "./shared/use_alive.ts";

/** What the page's directive names. */
export interface CompilerProps {
  readonly exhibit: CompilerExhibit;
}

/** Source and frame on one side, the class on the other. */
export default function Compiler({ exhibit: { id, examples } }: CompilerProps) {
  const [state, dispatch] = useReducer(reduceExhibit, examples, initialExhibit);
  const [tools, setTools] = useState<Tools | "none" | "loading" | "missing">("none");
  const alive = useAlive();
  const startLine = useRef(1);
  const example = examples[state.chosen]!;
  const { source, view, fault } = state.workpieces[state.chosen]!;
  const pointed = pointedAt(state);
  const marks = useMemo(() => marksOf(view, pointed), [view, pointed]);
  const editing = typeof tools === "object";

  const hover = (next: Pointed | null) => dispatch({ type: "hovered", pointed: next });
  const keep = (next: Pointed | null) => dispatch({ type: "kept", pointed: next });

  async function edit(): Promise<void> {
    if (tools !== "none" && tools !== "missing") return;
    startLine.current = state.kept?.kind === "source" ? state.kept.line : 1;
    setTools("loading");
    setTools(await loadTools() ?? "missing");
  }

  function change(text: string): void {
    if (editing) dispatch({ type: "typed", source: text, outcome: tools.compileSource(text) });
  }

  return (
    <div class="compiler">
      <div class="compiler-head">
        <label>
          <span>Example</span>
          <select
            disabled={!alive}
            // Browsers that put a form back after a reload would show another example than is there.
            autocomplete="off"
            value={state.chosen}
            onChange={(event) => dispatch({ type: "chosen", index: event.currentTarget.selectedIndex })}
          >
            {examples.map(({ title }, index) => <option key={title} value={index}>{title}</option>)}
          </select>
        </label>
        {editing
          ? (
            <button
              type="button"
              disabled={source === example.source}
              onClick={() => dispatch({ type: "restored", example })}
            >
              Back to the example
            </button>
          )
          : (
            <button type="button" disabled={!alive || tools === "loading"} onClick={() => void edit()}>
              {tools === "loading" ? "Loading the compiler" : "Edit the source"}
            </button>
          )}
        <noscript>Editing the source and choosing another takes JavaScript.</noscript>
      </div>
      <div class="compiler-panes">
        <div class="compiler-source">
          <p class="compiler-title">The generator function</p>
          {editing
            ? (
              <SourceEditor
                mount={tools.mountEditor}
                source={source}
                startLine={startLine.current}
                replacements={state.replacements}
                marked={marks.source}
                faultLine={fault?.line ?? null}
                onChange={change}
                onPointed={(next, by) => by === "pointer" ? hover(next) : keep(next)}
              />
            )
            : (
              <CodeLines
                id={`compiler-${id}-source`}
                label="Source: a generator function"
                lines={example.sourceLines.map((html, index) => ({ html, beside: index + 1 }))}
                marked={marks.source}
                current={pointed?.kind === "source" ? pointed.line : null}
                alive={alive}
                onHover={(line) => hover(line === null ? null : { kind: "source", line })}
                onPick={(line) => keep({ kind: "source", line })}
                onOpen={() => void edit()}
              />
            )}
          <p class="compiler-says" role="status">
            {tools === "missing"
              ? "The compiler could not be loaded; look whether you are online, and press Edit the source again."
              : fault === null && alive && marks.sentence}
          </p>
          {fault !== null && <FaultLine fault={fault} />}
        </div>
        <div class={`compiler-class${fault === null ? "" : " is-old"}`}>
          <p class="compiler-title">
            {fault === null
              ? "The class it becomes, and the source’s line beside each of its lines"
              : "The class of the last source that compiled"}
          </p>
          <CodeLines
            id={`compiler-${id}-class`}
            label={`Class ${view.className}, compiled`}
            lines={view.lines.map(({ html, from }) => ({ html, beside: from }))}
            marked={marks.classLines}
            current={pointed?.kind === "class" ? pointed.line : null}
            alive={alive}
            onHover={(line) => hover(line === null ? null : { kind: "class", line })}
            onPick={(line) => keep({ kind: "class", line })}
          />
        </div>
        <FrameTable
          view={view}
          marks={marks}
          alive={alive}
          onHover={(index) => hover(index === null ? null : { kind: "variable", index })}
          onPick={(index) => keep({ kind: "variable", index })}
        />
      </div>
    </div>
  );
}
