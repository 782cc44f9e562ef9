import type { WaysExhibit } from "../../chapters/_render/chapter.ts";
import Ways from "../islands/ways.tsx";
import { Island } from "./island.tsx";
import type { PageContext } from "./page.ts";
import { RawHtml } from "./raw_html.tsx";

interface WaysPartProps {
  readonly context: PageContext;
  readonly exhibit: WaysExhibit;
}

/** One program in every way of waiting, side by side, and below what each way costs. */
export function WaysPart({ context, exhibit: { id, caption, listings, ...measured } }: WaysPartProps) {
  return (
    <figure class="ways-part wide" id={`ways-${id}`}>
      <div class="ways-listings">
        {listings.map(({ name, title, waits, code }) => (
          <div key={name} class="ways-listing">
            <p class="ways-title">{title}</p>
            <RawHtml class="ways-code" html={code} />
            <p class="ways-waits" dangerouslySetInnerHTML={{ __html: waits }} />
          </div>
        ))}
      </div>
      <Island assets={context.assets} name="ways" component={Ways} props={measured} />
      <figcaption dangerouslySetInnerHTML={{ __html: caption }} />
    </figure>
  );
}
