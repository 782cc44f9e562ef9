/** Brings one island to life, or says next to its server-rendered content that it could not. */
import { h, hydrate, render } from "preact";
import { IslandGuard } from "./island_guard.ts";
import { islandComponent, readMarker } from "./island_marker.ts";

/** Loads a module by its path: `import()` in the browser. */
export type LoadModule = (path: string) => Promise<unknown>;

/**
 * Loads the island of `marker` and hydrates what the server rendered in it. Never throws: when the island cannot be
 * loaded, or breaks now or later, the server's content is put back and a note beside it says so.
 */
export async function wakeIsland(marker: HTMLElement, load: LoadModule): Promise<void> {
  try {
    const call = readMarker(marker.dataset);
    const component = islandComponent(call, await load(call.module));
    const served = marker.innerHTML;
    const onError = (error: unknown) => {
      render(null, marker);
      marker.innerHTML = served;
      reportDeadIsland(marker, error);
    };
    hydrate(h(IslandGuard, { onError }, h(component, call.props)), marker);
    marker.dataset.awake = "";
  } catch (error) {
    reportDeadIsland(marker, error);
  }
}

/** Marks an island as dead: one note in the page, one error with its cause in the console. */
function reportDeadIsland(marker: HTMLElement, error: unknown): void {
  const name = marker.dataset.island ?? "";
  delete marker.dataset.awake;
  console.error(`The island “${name}” is dead: what the page shows of it is what the server sent.`, error);
  const note = marker.ownerDocument.createElement("p");
  note.className = "island-dead";
  note.setAttribute("role", "status");
  const reason = error instanceof Error ? error.message : String(error);
  note.textContent = `This part of the page did not come alive, so its buttons do nothing (${reason}). ` +
    "What you read here is complete; reload the page to try again.";
  marker.before(note);
}
