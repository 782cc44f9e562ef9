/**
 * Code that can be walked through: the pointer or the arrow keys pick a line, and lines that belong to a picked one are
 * marked. One stop for the Tab key, like any list of options.
 */
import { useLayoutEffect, useRef } from "preact/hooks";

interface CodeLinesProps {
  /** Unique in the page; lines get ids that begin with it. */
  readonly id: string;
  readonly label: string;
  /** HTML of each line, and the number shown beside it. */
  readonly lines: readonly { readonly html: string; readonly beside: number | null }[];
  readonly marked: ReadonlySet<number>;
  /** The picked line. */
  readonly current: number | null;
  readonly alive: boolean;
  readonly onHover: (line: number | null) => void;
  readonly onPick: (line: number) => void;
  /** Enter, or two clicks. */
  readonly onOpen?: () => void;
}

/** Code as a list of lines. */
export function CodeLines(props: CodeLinesProps) {
  const { id, label, lines, marked, current, alive, onHover, onPick, onOpen } = props;
  const pane = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const first = current ?? Math.min(...marked);
    const shown = Number.isFinite(first) ? pane.current?.children[first - 1] : undefined;
    if (pane.current !== null && shown instanceof HTMLElement) bringIntoSight(pane.current, shown);
  }, [current, marked]);

  function onKeyDown(key: KeyboardEvent): void {
    if (key.ctrlKey || key.metaKey || key.altKey) return;
    const next = nextLine(key.key, current ?? 1, lines.length);
    if (next !== null) onPick(next);
    else if (key.key === "Enter" && onOpen !== undefined) onOpen();
    else return;
    key.preventDefault();
  }

  return (
    <div class="code-box">
      <div
        ref={pane}
        id={id}
        class="code compiler-code"
        role={alive ? "listbox" : "group"}
        aria-label={label}
        tabIndex={0}
        {...(alive && current !== null ? { "aria-activedescendant": `${id}-L${current}` } : {})}
        onKeyDown={onKeyDown}
        onFocus={() => current === null && onPick(1)}
        onMouseOver={(event) => onHover(lineOf(event.target))}
        onMouseLeave={() => onHover(null)}
        onClick={(event) => {
          const line = lineOf(event.target);
          if (line !== null) onPick(line);
        }}
        onDblClick={onOpen}
      >
        {lines.map(({ html, beside }, index) => (
          <div
            key={index}
            id={`${id}-L${index + 1}`}
            class={`compiler-line${marked.has(index + 1) ? " line-marked" : ""}`}
            {...(alive ? { role: "option", "aria-selected": current === index + 1 } : {})}
            {...(alive && html === "" ? { "aria-label": "an empty line" } : {})}
            data-line={index + 1}
            data-beside={beside ?? ""}
            dangerouslySetInnerHTML={{ __html: html }}
          />
        ))}
      </div>
    </div>
  );
}

function lineOf(target: EventTarget | null): number | null {
  const line = target instanceof Element ? target.closest<HTMLElement>("[data-line]") : null;
  return line === null ? null : Number(line.dataset.line);
}

function nextLine(key: string, from: number, count: number): number | null {
  switch (key) {
    case "ArrowDown":
      return Math.min(count, from + 1);
    case "ArrowUp":
      return Math.max(1, from - 1);
    case "Home":
      return 1;
    case "End":
      return count;
    default:
      return null;
  }
}

/** Scrolls the pane and nothing around it. */
function bringIntoSight(pane: HTMLElement, line: HTMLElement): void {
  const above = line.offsetTop - pane.scrollTop;
  if (above >= 0 && above + line.offsetHeight <= pane.clientHeight) return;
  pane.scrollTop = line.offsetTop - pane.clientHeight / 4;
}
