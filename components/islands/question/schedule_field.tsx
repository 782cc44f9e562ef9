import type { QuestionForm } from "../../../chapters/_render/chapter.ts";

interface ScheduleFieldProps {
  readonly form: Extract<QuestionForm, { kind: "predict-schedule" }>;
  readonly marked: readonly string[];
  readonly onChange: (optionIds: readonly string[]) => void;
}

/** Every outcome that can happen. */
export function ScheduleField({ form, marked, onChange }: ScheduleFieldProps) {
  const toggled = (id: string) => marked.includes(id) ? marked.filter((other) => other !== id) : [...marked, id];
  return (
    <>
      <p class="question-task">Mark all that can happen.</p>
      <ul class="question-options">
        {form.options.map(({ id, html }) => (
          <li key={id}>
            <label>
              <input type="checkbox" checked={marked.includes(id)} onChange={() => onChange(toggled(id))} />
              <span dangerouslySetInnerHTML={{ __html: html }} />
            </label>
          </li>
        ))}
      </ul>
    </>
  );
}
