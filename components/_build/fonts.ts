/**
 * The two faces of the book, from the npm registry.
 *
 * Stylesheets name the font files (`components/pages/css/fonts.css`), but Deno installs only packages that a module
 * imports: these imports put both packages into the module graph, so that a fresh machine has them.
 */
import mono from "@fontsource/ibm-plex-mono/metadata.json" with { type: "json" };
import text from "@fontsource-variable/source-serif-4/metadata.json" with { type: "json" };

/** Font files that every page shows above the fold, without folder and extension; italics and bold code load on use. */
export const PRELOADED_FONTS: readonly string[] = [`${text.id}-latin-wght-normal`, `${mono.id}-latin-400-normal`];
