import LabPanel from "../islands/lab_panel.tsx";
import { Island } from "./island.tsx";
import type { PageContext } from "./page.ts";

interface LabPartProps {
  readonly context: PageContext;
  readonly labId: string;
}

/**
 * A lab's panel. Throws `RangeError` for a lab that is not in the catalog: the book's loader refuses such chapters, so
 * only a program error comes here.
 */
export function LabPart({ context, labId }: LabPartProps) {
  const lab = context.labs.get(labId);
  const text = context.labTexts.get(labId);
  if (lab === undefined || text === undefined) {
    throw new RangeError(`no lab “${labId}” in this page’s context: pass it in labs and in labTexts`);
  }
  const { title, kind, realKernel = false, minutes, points, starter, chapter } = lab;
  return (
    <section class="lab-part wide" id={`lab-${labId}`} aria-label={`Lab: ${title}`}>
      <noscript>
        <p>
          Running code in the page takes JavaScript. Without it, work on this lab in your own editor:{" "}
          <code>deno task lab start {labId}</code>
        </p>
      </noscript>
      <Island
        assets={context.assets}
        name="lab_panel"
        component={LabPanel}
        props={{ labId, title, kind, realKernel, minutes, points, starter, chapter, ...text }}
      />
    </section>
  );
}
