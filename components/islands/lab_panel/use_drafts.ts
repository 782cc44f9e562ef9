import { useEffect, useRef } from "preact/hooks";
import { draftPorts } from "./draft_ports.ts";
import { DraftSaver } from "./draft_saver.ts";
import type { PanelEvent } from "./panel_state.ts";

/** Opens the lab's draft, and saves it until the panel goes away. `null` until the panel is alive. */
export function useDrafts(
  lab: { readonly labId: string; readonly starter: string },
  dispatch: (event: PanelEvent) => void,
): { readonly current: DraftSaver | null } {
  const saver = useRef<DraftSaver | null>(null);
  useEffect(() => {
    const drafts = new DraftSaver(lab, {
      ...draftPorts(lab.labId),
      onStatus: (status) => dispatch({ type: "draft", status }),
      onText: (code) => dispatch({ type: "replaced", code }),
    });
    saver.current = drafts;
    void drafts.open();
    const leave = () => drafts.leave();
    const backOnline = () => void drafts.flush();
    // Phones put a page away without telling it that it ends.
    const away = () => document.visibilityState === "hidden" && drafts.leave();
    addEventListener("pagehide", leave);
    addEventListener("online", backOnline);
    document.addEventListener("visibilitychange", away);
    return () => {
      removeEventListener("pagehide", leave);
      removeEventListener("online", backOnline);
      document.removeEventListener("visibilitychange", away);
      drafts.leave();
    };
  }, [lab.labId]);
  return saver;
}
