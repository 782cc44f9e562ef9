import { useRef } from "preact/hooks";
import type { ResetState } from "./panel_state.ts";

interface PanelButtonsProps {
  readonly alive: boolean;
  readonly underWay: boolean;
  /** The text is the starter: there is nothing to reset. */
  readonly untouched: boolean;
  readonly reset: ResetState;
  readonly onRun: () => void;
  readonly onCheck: () => void;
  readonly onStop: () => void;
  readonly onAskReset: () => void;
  readonly onDeclineReset: () => void;
  readonly onReset: () => void;
  readonly onUndoReset: () => void;
}

/**
 * Run, Check, Stop and Reset. Stop is the button that was Run, and so on: what is pressed next stands where the hand and
 * the focus are.
 */
export function PanelButtons(props: PanelButtonsProps) {
  const { alive, underWay } = props;
  return (
    <div class="lab-buttons">
      <button
        type="button"
        class={underWay ? "button-stop" : ""}
        disabled={!alive}
        onClick={once(underWay ? props.onStop : props.onRun)}
      >
        {underWay ? "Stop" : "Run"}
      </button>
      <button type="button" class="button-main" disabled={!alive || underWay} onClick={props.onCheck}>Check</button>
      <ResetButtons {...props} />
    </div>
  );
}

function ResetButtons(props: PanelButtonsProps) {
  switch (props.reset.kind) {
    case "none": {
      const disabled = !props.alive || props.untouched;
      return <ResetGroup says="" press="Reset" disabled={disabled} onPress={props.onAskReset} />;
    }
    case "asked":
      return (
        <ResetGroup
          says="Go back to the starter?"
          press="Reset"
          onPress={props.onReset}
          onDecline={props.onDeclineReset}
        />
      );
    case "done":
      return <ResetGroup says="Back at the starter." press="Undo reset" onPress={props.onUndoReset} />;
  }
}

interface ResetGroupProps {
  readonly says: string;
  readonly press: string;
  readonly disabled?: boolean;
  readonly onPress: () => void;
  readonly onDecline?: () => void;
}

function ResetGroup({ says, press, disabled = false, onPress, onDecline }: ResetGroupProps) {
  const button = useRef<HTMLButtonElement>(null);
  function decline(): void {
    // The pressed button goes away, and would take the focus to the top of the page.
    button.current?.focus();
    onDecline?.();
  }
  return (
    <span class="lab-reset">
      <span role="status">{says}</span>
      <button
        ref={button}
        type="button"
        class={onDecline === undefined ? "button-quiet" : ""}
        disabled={disabled}
        onClick={once(onPress)}
      >
        {press}
      </button>
      {onDecline !== undefined && <button type="button" class="button-quiet" onClick={decline}>Keep my text</button>}
    </span>
  );
}

/** Lets the second click of a double-click go: the button already means something else. */
function once(press: () => void): (click: MouseEvent) => void {
  return (click) => {
    if (click.detail < 2) press();
  };
}
