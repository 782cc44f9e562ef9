import type { LabPanelProps } from "../lab_panel.tsx";
import { kindWords } from "./run_words.ts";

interface PanelHeadProps {
  readonly lab: LabPanelProps;
  readonly passed: boolean;
}

/** The lab's name, what runs it, what it takes and what it is worth. */
export function PanelHead({ lab, passed }: PanelHeadProps) {
  const { runtime, clock } = kindWords(lab.kind);
  return (
    <header class="lab-head">
      <h2>
        <span class="lab-word">Lab</span> {lab.title}
      </h2>
      {passed && <p class="lab-passed">✓ Passed</p>}
      <p class="lab-facts">
        <span>Runs on {runtime}, {clock}{lab.realKernel && ", and on Linux, where there is one"}</span>
        <span>{lab.minutes} min</span>
        <span>{lab.points} {lab.points === 1 ? "point" : "points"}</span>
      </p>
    </header>
  );
}
