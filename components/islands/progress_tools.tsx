/** What a reader does with their progress: take it along as a file, bring it back, carry it to another device. */
import { ImportForm } from "./progress_tools/import_form.tsx";
import { RecoveryPhrase } from "./progress_tools/recovery_phrase.tsx";

/** The tools of the progress page. */
export interface ProgressToolsProps {
  /** True where learners have a recovery phrase: on a server that many share. */
  readonly hosted: boolean;
}

/** Export, import and, in hosted mode, the recovery phrase. */
export default function ProgressTools({ hosted }: ProgressToolsProps) {
  return (
    <div class="progress-tools">
      <section>
        <h3>Export</h3>
        <p>Drafts, passes and answers in one JSON file.</p>
        <p>
          <a class="button-like" href="/api/progress/export" download="interleave-progress.json">Export my progress</a>
        </p>
      </section>
      <ImportForm />
      {hosted && <RecoveryPhrase />}
    </div>
  );
}
