import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { QuestionForm } from "../../../chapters/_render/chapter.ts";
import { moved } from "./answer_drafts.ts";

interface OrderFieldProps {
  readonly form: Extract<QuestionForm, { kind: "order" }>;
  readonly order: readonly string[];
  readonly onChange: (order: readonly string[]) => void;
}

/** Items to put in order, each with a button up and one down; focus travels with the item. */
export function OrderField({ form, order, onChange }: OrderFieldProps) {
  const pressed = useRef<HTMLButtonElement | null>(null);
  const [announced, announce] = useState("");
  // Moving an element in the page takes the focus from it; at an end of the list the pressed button is disabled.
  useLayoutEffect(() => {
    const button = pressed.current;
    pressed.current = null;
    if (button?.disabled) button.parentElement?.querySelector<HTMLButtonElement>("button:enabled")?.focus();
    else button?.focus();
  }, [order]);

  function move(button: HTMLButtonElement, id: string, by: number): void {
    const next = moved(order, id, by);
    pressed.current = button;
    announce(`Now at place ${next.indexOf(id) + 1} of ${next.length}.`);
    onChange(next);
  }

  const items = order.map((id) => form.items.find((item) => item.id === id)).filter((item) => item !== undefined);
  return (
    <>
      <ol class="question-order">
        {items.map(({ id, html }, index) => (
          <li key={id}>
            <span class="order-text" dangerouslySetInnerHTML={{ __html: html }} />
            <span class="order-buttons">
              <button
                type="button"
                disabled={index === 0}
                aria-label={`Move item ${index + 1} up`}
                onClick={(event) => move(event.currentTarget, id, -1)}
              >
                ↑
              </button>
              <button
                type="button"
                disabled={index === items.length - 1}
                aria-label={`Move item ${index + 1} down`}
                onClick={(event) => move(event.currentTarget, id, 1)}
              >
                ↓
              </button>
            </span>
          </li>
        ))}
      </ol>
      <p class="visually-hidden" role="status">{announced}</p>
    </>
  );
}
