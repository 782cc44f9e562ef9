import type { Figure } from "../../chapters/_render/chapter.ts";

/** A drawing with its number and caption; the description stands for it where it cannot be seen. */
export function ChapterFigure({ figure }: { readonly figure: Figure }) {
  return (
    <figure id={`figure-${figure.id}`}>
      <div
        class="drawing"
        role="img"
        aria-label={figure.description}
        dangerouslySetInnerHTML={{ __html: figure.svg }}
      />
      <figcaption>
        <span class="figure-label">{figure.label}</span>
        <span dangerouslySetInnerHTML={{ __html: figure.caption }} />
      </figcaption>
    </figure>
  );
}
