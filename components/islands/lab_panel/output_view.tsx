import { useLayoutEffect, useRef } from "preact/hooks";
import type { OutputPiece, RunOutput } from "./run_output.ts";

/** How far from the end still counts as being there, in pixels: zoomed pages scroll by fractions. */
const NEAR_END = 8;

/** What the program printed. It stays at the end, unless the reader has scrolled up to read. */
export function OutputView({ output }: { readonly output: RunOutput }) {
  const box = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  useLayoutEffect(() => {
    if (box.current === null) follows.current = true;
    else if (follows.current) box.current.scrollTop = box.current.scrollHeight;
  }, [output]);

  function onScroll(): void {
    const { scrollTop, scrollHeight, clientHeight } = box.current!;
    follows.current = scrollHeight - scrollTop - clientHeight < NEAR_END;
  }

  if (output.pieces.length === 0) return null;
  return (
    <section class="lab-output">
      <h3>Output</h3>
      <div class="output-box" ref={box} onScroll={onScroll} tabIndex={0} role="group" aria-label="Output">
        {output.cut && <p class="output-cut">The beginning is not shown: the page keeps the end of long output.</p>}
        {output.pieces.map((piece, index) => <Piece key={index} {...piece} />)}
      </div>
    </section>
  );
}

/** Text nodes only: what a program prints is never markup. */
function Piece({ stream, text }: OutputPiece) {
  return stream === "stdout" ? <pre>{text}</pre> : (
    <div class="output-stderr">
      <span class="stream-name">stderr</span>
      <pre>{text}</pre>
    </div>
  );
}
