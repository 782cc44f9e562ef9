/** Pages: the same for every reader, so each is rendered and compressed once; a reader's own page is rendered each time. */
import type { PageContext } from "../pages/page.ts";
import type { Site } from "./handler_parts.ts";
import { includeReloader } from "./live_reload.ts";
import { Representation } from "./representation.ts";
import type { Call, Route } from "./route.ts";

/** Pages by path, and the page for paths that are none. */
export interface PageArea {
  readonly routes: readonly Route[];
  notFound(request: Request): Promise<Response>;
}

const HTML = { "content-type": "text/html; charset=utf-8" };

/** `no-cache` keeps a copy but asks each time: an edited chapter shows at once, an unchanged one costs 304. */
const SHARED = { ...HTML, "cache-control": "no-cache" };

export function createPages(site: Site): PageArea {
  const { book, labs, pages, progress, identity } = site;
  const rendered = new Map<string, Representation>();

  function context(path: string): PageContext {
    return {
      book,
      labs,
      labTexts: site.labTexts,
      assets: site.assets,
      level: site.runner.level,
      hosted: site.settings.origin !== null,
      path,
    };
  }

  /** A route for one page; `path` is one of a fixed list, so the map of pages stays small. */
  function page(path: string, render: (context: PageContext) => string): Route {
    const answer = ({ request }: Call) => {
      let representation = rendered.get(path);
      if (representation === undefined) {
        representation = new Representation(withTools(render(context(path))), SHARED);
        rendered.set(path, representation);
      }
      return representation.answer(request);
    };
    return { method: "GET", path, answer };
  }

  async function progressPage(call: Call): Promise<Response> {
    const learner = await identity.reader(call);
    const record = learner === null ? { labs: [], answers: [] } : await progress.learner(learner);
    const html = withTools(pages.progress(context("/progress"), record));
    return new Response(html, { headers: { ...HTML, "cache-control": "private, no-store" } });
  }

  function withTools(html: string): string {
    return site.settings.dev ? includeReloader(html) : html;
  }

  let missing: Representation | null = null;
  return {
    routes: [
      page("/", (context) => pages.contents(context)),
      page("/glossary", (context) => pages.glossary(context)),
      ...book.chapters.map((chapter) =>
        page(`/chapters/${chapter.slug}`, (context) => pages.chapter(context, chapter))
      ),
      ...labs.values().map((lab) => page(`/labs/${lab.id}`, (context) => pages.lab(context, lab))),
      { method: "GET", path: "/progress", answer: progressPage },
    ],
    notFound: (request) => {
      missing ??= new Representation(withTools(pages.notFound(context(""))), { ...HTML, "cache-control": "no-store" });
      return missing.answer(request, { status: 404 });
    },
  };
}
