import type { Fault } from "./exhibit_state.ts";

/** What is wrong with the source, and where. */
export function FaultLine({ fault: { line, column, message } }: { readonly fault: Fault }) {
  const place = line === null ? "" : `Line ${line}, column ${column}: `;
  return <p class="compiler-fault" role="alert">{`${place}${message}.`}</p>;
}
