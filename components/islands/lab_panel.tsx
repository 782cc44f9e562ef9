/**
 * A lab in the page: task, editor, run, output, tests, timeline, hints, solution.
 *
 * On the server it is the task, the starter and the hints, complete to read. In the browser it keeps one state
 * (`lab_panel/panel_state.ts`); the editor and the timeline are loaded when they are first wanted.
 */
import { useEffect, useReducer, useState } from "preact/hooks";
import type { LabKind } from "../../labs/_runner/lab.ts";
import type { RunMode } from "../../labs/_runner/protocol.ts";
import type { SourcePosition } from "../../labs/_runtime/trace/trace.ts";
import { CodeBox } from "./lab_panel/code_box.tsx";
import { DraftConflict } from "./lab_panel/draft_conflict.tsx";
import { EditorFoot } from "./lab_panel/editor_foot.tsx";
import { Hints } from "./lab_panel/hints.tsx";
import { OutputView } from "./lab_panel/output_view.tsx";
import { PanelButtons } from "./lab_panel/panel_buttons.tsx";
import { PanelHead } from "./lab_panel/panel_head.tsx";
import { initialPanel, reducePanel } from "./lab_panel/panel_state.ts";
import { isUnderWay } from "./lab_panel/run_state.ts";
import { Solution } from "./lab_panel/solution.tsx";
import { StatusLine } from "./lab_panel/status_line.tsx";
import { TestList } from "./lab_panel/test_list.tsx";
import { TraceView } from "./lab_panel/trace_view.tsx";
import { useDrafts } from "./lab_panel/use_drafts.ts";
import { useRuns } from "./lab_panel/use_runs.ts";
import { pageProgress } from "./shared/page_progress.ts";
import { RawHtml } from "./shared/raw_html.tsx";
import { useAlive } from "./shared/use_alive.ts";

/** A lab as its panel shows it. */
export interface LabPanelProps {
  readonly labId: string;
  readonly title: string;
  readonly kind: LabKind;
  /** Runs on Linux too, where there is one. */
  readonly realKernel: boolean;
  readonly minutes: number;
  readonly points: number;
  /** Slug of the lab's chapter. */
  readonly chapter: string;
  readonly taskHtml: string;
  readonly starter: string;
  /** The starter, highlighted. */
  readonly starterHtml: string;
  /** Inline HTML, one for each step. */
  readonly hints: readonly string[];
}

/** A lab, from its task to its solution. */
export default function LabPanel(lab: LabPanelProps) {
  const { labId, starter } = lab;
  const [state, dispatch] = useReducer(reducePanel, initialPanel(starter));
  const [shownSource, showSource] = useState<SourcePosition | null>(null);
  const alive = useAlive();
  const drafts = useDrafts(lab, dispatch);
  const runs = useRuns(dispatch);
  const { code, run } = state;

  useEffect(() =>
    pageProgress.listen(({ labs }) => {
      if (labs.some((other) => other.labId === labId && other.passedAtMs !== null)) dispatch({ type: "passed-before" });
    }), [labId]);

  function edit(changed: string): void {
    dispatch({ type: "edited", code: changed });
    drafts.current?.changed(changed);
  }

  function start(mode: RunMode, seed?: number): void {
    void drafts.current?.flush();
    void runs.start({ labId, code, mode, ...(seed === undefined ? {} : { seed }) });
  }

  function reset(): void {
    dispatch({ type: "reset", starter });
    drafts.current?.changed(starter);
  }

  function undoReset(): void {
    if (state.reset.kind !== "done") return;
    drafts.current?.changed(state.reset.before);
    dispatch({ type: "reset-undone" });
  }

  /** Ahead of the editor, which knows these keys by other meanings. */
  function onKeyDown(key: KeyboardEvent): void {
    if (key.key !== "Enter" || !(key.ctrlKey || key.metaKey) || key.isComposing) return;
    key.preventDefault();
    key.stopPropagation();
    if (!isUnderWay(run)) start(key.shiftKey ? "grade" : "run");
  }

  return (
    <div class="lab-panel">
      <PanelHead lab={lab} passed={state.passed} />
      <RawHtml class="lab-task" html={lab.taskHtml} />
      <div class="lab-work" onKeyDownCapture={onKeyDown}>
        <CodeBox
          title={lab.title}
          code={code}
          starter={starter}
          starterHtml={lab.starterHtml}
          replacements={state.replacements}
          shownSource={shownSource}
          onEdit={edit}
        />
        <EditorFoot draft={state.draft} />
        {state.draft.kind === "conflict" && (
          <DraftConflict
            theirs={state.draft.theirs}
            onKeepMine={() => void drafts.current?.keepMine()}
            onTakeTheirs={() => drafts.current?.takeTheirs()}
          />
        )}
        <PanelButtons
          alive={alive}
          underWay={isUnderWay(run)}
          untouched={code === starter}
          reset={state.reset}
          onRun={() => start("run")}
          onCheck={() => start("grade")}
          onStop={() => runs.stop()}
          onAskReset={() => dispatch({ type: "reset-asked" })}
          onDeclineReset={() => dispatch({ type: "reset-declined" })}
          onReset={reset}
          onUndoReset={undoReset}
        />
      </div>
      <StatusLine run={run} code={code} onRepeat={(seed) => start("grade", seed)} />
      <OutputView output={run.output} />
      <TestList
        tests={run.tests}
        traceHref={run.trace === null ? null : `#trace-${labId}`}
        onShow={(traceAt) => dispatch({ type: "pointed", traceAt })}
      />
      <TraceView id={`trace-${labId}`} run={run} onSource={showSource} />
      <Hints hints={lab.hints} />
      {state.passed && <Solution labId={labId} />}
    </div>
  );
}
