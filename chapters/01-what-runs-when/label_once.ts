/** A shipping label must be printed once a parcel, or the customer pays twice. */

/** Turns a parcel into a PDF, somewhere else: it takes a while. */
export type Render = (id: string) => Promise<string>;
export type Print = (label: string) => void;

// #region check-then-act
export function labelDesk(render: Render, print: Print) {
  const printed = new Set<string>();

  return async function labelOnce(id: string): Promise<void> {
    if (printed.has(id)) return;
    const label = await render(id);
    print(label);
    printed.add(id);
  };
}
// #endregion

// #region claim-first
export function claimingDesk(render: Render, print: Print) {
  const labels = new Map<string, Promise<void>>();

  async function makeLabel(id: string): Promise<void> {
    print(await render(id));
  }

  return function labelOnce(id: string): Promise<void> {
    const begun = labels.get(id);
    if (begun !== undefined) return begun;
    const label = makeLabel(id);
    labels.set(id, label);
    label.catch(() => labels.delete(id));
    return label;
  };
}
// #endregion
