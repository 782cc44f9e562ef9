import type { QuestionForm } from "../../../chapters/_render/chapter.ts";

interface ChoiceFieldProps {
  readonly form: Extract<QuestionForm, { kind: "choice" }>;
  /** Unique in the page. */
  readonly name: string;
  readonly chosen: string;
  readonly onChange: (optionId: string) => void;
}

/** One of several. */
export function ChoiceField({ form, name, chosen, onChange }: ChoiceFieldProps) {
  return (
    <ul class="question-options">
      {form.options.map(({ id, html }) => (
        <li key={id}>
          <label>
            <input type="radio" name={name} value={id} checked={chosen === id} onChange={() => onChange(id)} />
            <span dangerouslySetInnerHTML={{ __html: html }} />
          </label>
        </li>
      ))}
    </ul>
  );
}
