import { type ComponentType, h } from "preact";
import type { Assets } from "../_build/assets.ts";

interface IslandProps<Props> {
  readonly assets: Assets;
  /** File name without `.tsx` in `components/islands`. */
  readonly name: string;
  /** The default export of that file. */
  readonly component: ComponentType<Props>;
  /** JSON: what the browser hydrates with is what the server rendered with. */
  readonly props: Props;
}

/**
 * A place in the page that comes alive: the component's HTML, in a marker that tells the loader (`_build/hydrate.ts`)
 * which module to hydrate it with. An island that was not built keeps its HTML, and the loader says that it is dead.
 */
export function Island<Props extends object>({ assets, name, component, props }: IslandProps<Props>) {
  return (
    <div data-island={name} data-module={assets.islands[name]} data-props={JSON.stringify(props)}>
      {h(component, props)}
    </div>
  );
}
