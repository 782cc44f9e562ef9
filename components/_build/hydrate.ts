/**
 * The loader that every page includes: finds `[data-island]` markers and wakes each when it comes near the viewport, so
 * that a reader downloads only the code of what they are about to see.
 */
import { wakeIsland } from "./wake_island.ts";

/** How far outside the viewport an island begins to load: about a screen, so that it is awake when it arrives. */
const NEAR = "800px 0px";

const observer = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting || !(target instanceof HTMLElement)) continue;
    observer.unobserve(target);
    void wakeIsland(target, (path) => import(path));
  }
}, { rootMargin: NEAR });

for (const marker of document.querySelectorAll("[data-island]")) observer.observe(marker);
