import { useEffect, useState } from "preact/hooks";
import type { RunResult } from "../../../labs/_runner/protocol.ts";
import type { OutcomeCount, RunState } from "./run_state.ts";
import { elapsedWords, outcomeWords, type Tone, TONE_SIGNS } from "./run_words.ts";

interface StatusLineProps {
  readonly run: RunState;
  /** The text in the editor now. */
  readonly code: string;
  /** Checks again with the same inputs. */
  readonly onRepeat: (seed: number) => void;
}

/** How the run stands, or how it ended: a heading word, a sentence, and what it took. */
export function StatusLine({ run, code, onRepeat }: StatusLineProps) {
  const { phase } = run;
  const words = statusWords(run);
  return (
    <div class={`lab-status tone-${words.tone}`}>
      <div role="status">
        <p>
          <strong>
            <span aria-hidden="true">{TONE_SIGNS[words.tone]}</span> {words.heading}
          </strong>{" "}
          {words.sentence}
        </p>
      </div>
      {phase.kind === "running" && <Elapsed sinceMs={phase.startedAtMs} />}
      {phase.kind === "done" && (
        <p class="run-facts">
          <RunFacts result={phase.result} />
          {run.code !== code && <span>The text has changed since.</span>}
          <Tally tally={run.tally} />
          {phase.result.mode === "grade" && phase.result.outcome === "failed" && (
            <button
              type="button"
              class="button-link"
              onClick={() => onRepeat(phase.result.seed)}
            >
              Check again with the same inputs (seed {phase.result.seed})
            </button>
          )}
        </p>
      )}
    </div>
  );
}

interface StatusWords {
  readonly heading: string;
  readonly tone: Tone;
  readonly sentence: string;
}

function statusWords({ phase, mode }: RunState): StatusWords {
  switch (phase.kind) {
    case "idle":
      return { heading: "Ready", tone: "idle", sentence: "Run executes the task’s example; Check runs the tests." };
    case "asking":
      return { heading: "Sending", tone: "neutral", sentence: "" };
    case "queued":
      return { heading: "Waiting", tone: "neutral", sentence: `Number ${phase.position} in the queue.` };
    case "running":
      return { heading: mode === "run" ? "Running" : "Checking", tone: "neutral", sentence: "" };
    case "done":
      return { ...outcomeWords(phase.result.outcome), sentence: phase.result.message };
    case "stopped":
      return { ...outcomeWords("cancelled"), sentence: "You stopped this run." };
    case "broken":
      return { ...phase.problem, tone: "warning" };
  }
}

function RunFacts({ result }: { readonly result: RunResult }) {
  const cpu = result.cpuMs > 0 ? `, ${elapsedWords(result.cpuMs)} of CPU time` : "";
  return (
    <>
      <span>{elapsedWords(result.durationMs)}{cpu}.</span>
      {result.truncated && <span>Output or trace was cut at its limit.</span>}
    </>
  );
}

/** How runs of this very text ended: one run shows what can happen, many show how often. */
function Tally({ tally }: { readonly tally: readonly OutcomeCount[] }) {
  const runs = tally.reduce((sum, { count }) => sum + count, 0);
  if (runs < 2) return null;
  const parts = tally.map(({ outcome, count }) => `${outcomeWords(outcome).heading.toLowerCase()} ${count}`);
  return <span>This text, {runs} times: {parts.join(", ")}.</span>;
}

/** Ticks while the run lasts; outside the announced region, since nobody wants to hear it. */
function Elapsed({ sinceMs }: { readonly sinceMs: number }) {
  const [nowMs, setNowMs] = useState(sinceMs);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 100);
    return () => clearInterval(timer);
  }, []);
  return <span class="lab-elapsed" role="timer">{elapsedWords(Math.max(0, nowMs - sinceMs))}</span>;
}
