/**
 * Copy on write, as a model: what `fork` copies is the list of pages, and a page is copied when somebody writes to it.
 *
 * It leaves out the page tables' own memory, huge pages, and memory that is shared for good (MAP_SHARED), which is never
 * copied. Linux marks a shared page read-only and copies it in the page fault that the first write causes.
 */

/** 4 KiB of memory, and how many processes have it in their list. */
interface Frame {
  text: string;
  owners: number;
}

// #region fork
export class Process {
  readonly #pages: Frame[];

  constructor(pages: Frame[]) {
    this.#pages = pages;
  }

  /** A second process: every page is shared, and none is copied. */
  fork(): Process {
    for (const frame of this.#pages) frame.owners++;
    return new Process([...this.#pages]);
  }

  read(page: number): string {
    return this.#pages[page]!.text;
  }

  write(page: number, text: string): void {
    const frame = this.#pages[page]!;
    if (frame.owners === 1) frame.text = text;
    else {
      frame.owners--;
      this.#pages[page] = { text, owners: 1 };
    }
  }

  get frames(): readonly Frame[] {
    return this.#pages;
  }
}
// #endregion

/** A process with memory of its own. */
export function processOf(texts: readonly string[]): Process {
  return new Process(texts.map((text) => ({ text, owners: 1 })));
}

/** How many frames stand behind all of them together. */
export function framesInUse(processes: readonly Process[]): number {
  return new Set(processes.flatMap(({ frames }) => frames)).size;
}
