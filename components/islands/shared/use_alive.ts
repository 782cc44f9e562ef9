import { useEffect, useState } from "preact/hooks";

/**
 * False on the server and in the first render in the browser, which must agree; then true. What needs JavaScript is
 * disabled until it is there.
 */
export function useAlive(): boolean {
  const [alive, setAlive] = useState(false);
  useEffect(() => setAlive(true), []);
  return alive;
}
