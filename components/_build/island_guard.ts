import { Component, type ComponentChildren } from "preact";

interface IslandGuardProps {
  readonly onError: (error: unknown) => void;
  readonly children?: ComponentChildren;
}

/** Stands around an island's component and hears of errors that it throws while rendering, at first or later. */
export class IslandGuard extends Component<IslandGuardProps, { readonly broken: boolean }> {
  override state = { broken: false };

  override componentDidCatch(error: unknown): void {
    if (this.state.broken) return;
    // Preact takes the error as handled only when the state changes; the page is put right after that render.
    this.setState({ broken: true });
    queueMicrotask(() => this.props.onError(error));
  }

  override render(): ComponentChildren {
    return this.state.broken ? null : this.props.children;
  }
}
