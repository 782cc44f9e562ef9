import type { TestReport } from "../../../labs/_runner/protocol.ts";

const STATUS = {
  passed: { sign: "✓", word: "passed" },
  failed: { sign: "✗", word: "failed" },
  "not-run": { sign: "–", word: "not run" },
} as const;

interface TestListProps {
  readonly tests: readonly TestReport[];
  /** Where the trace is drawn; `null` without one. */
  readonly traceHref: string | null;
  readonly onShow: (traceAt: number) => void;
}

/** The lab's tests, each with its reason and where to look. */
export function TestList({ tests, traceHref, onShow }: TestListProps) {
  if (tests.length === 0) return null;
  const passed = tests.filter((test) => test.status === "passed").length;
  return (
    <section class="lab-tests">
      <h3>Tests: {passed} of {tests.length} passed</h3>
      <ul>
        {tests.map((test) => (
          <li key={test.name} class={`test-${test.status}`}>
            <p class="test-name">
              <span class="test-sign" aria-hidden="true">{STATUS[test.status].sign}</span>
              {test.name} <span class="test-word">{STATUS[test.status].word}</span>
            </p>
            {test.message !== "" && <p>{test.message}</p>}
            {test.hint !== undefined && <p class="test-hint">{test.hint}</p>}
            {traceHref !== null && test.traceAt !== undefined && (
              <p>
                <a href={traceHref} onClick={() => onShow(test.traceAt!)}>Show in the trace</a>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
