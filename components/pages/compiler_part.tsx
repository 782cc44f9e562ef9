import type { CompilerExhibit } from "../../chapters/_render/chapter.ts";
import Compiler from "../islands/compiler.tsx";
import { Island } from "./island.tsx";
import type { PageContext } from "./page.ts";

interface CompilerPartProps {
  readonly context: PageContext;
  readonly exhibit: CompilerExhibit;
}

/** The compiler in the text, with its caption. */
export function CompilerPart({ context, exhibit }: CompilerPartProps) {
  return (
    <figure class="compiler-part wide" id={`compiler-${exhibit.id}`}>
      <Island assets={context.assets} name="compiler" component={Compiler} props={{ exhibit }} />
      <figcaption dangerouslySetInnerHTML={{ __html: exhibit.caption }} />
    </figure>
  );
}
