/**
 * What a chapter is once it is rendered. Types only.
 *
 * `chapter.md` → `Chapter`: HTML that reads fully without JavaScript, and the list of islands that come alive in it.
 * Everything here is JSON, so that a rendered chapter can be kept in a cache under the hash of what it was made from.
 */
import type { Json } from "../../labs/_runner/protocol.ts";
import type { WayName } from "../../labs/_runtime/ways/way.ts";
import type { Suspension } from "../../labs/_runtime/coroutine/compile_coroutine.ts";

/** The front matter of `chapter.md`. */
export interface ChapterHeader {
  readonly title: string;
  /** The question that the chapter opens with and answers: one sentence, shown in the contents. */
  readonly question: string;
  /** Two or three sentences for the contents page and search engines. */
  readonly summary: string;
  /** Ids of its labs, in the order in which the chapter shows them. */
  readonly labs: readonly string[];
  readonly minutes: number;
}

/**
 * A place in a page where an island hydrates. In the HTML it is
 * `<div data-island="<name>" data-props="<JSON, escaped>">…server-rendered content…</div>`; `components/pages` renders the
 * inside, the loader in `components/_build/hydrate.ts` brings it to life when it comes near the viewport.
 */
export interface IslandUse {
  /** File name without `.tsx` in `components/islands`. */
  readonly name: string;
  readonly props: { readonly [key: string]: Json };
}

/** A heading, for the table of contents in the margin. */
export interface Heading {
  readonly level: 2 | 3;
  readonly id: string;
  /** Plain text. */
  readonly text: string;
}

/** A piece of a rendered chapter: HTML, or a place where the page puts a component. */
export type ChapterPart =
  | { readonly kind: "html"; readonly html: string }
  | { readonly kind: "lab"; readonly labId: string }
  | { readonly kind: "question"; readonly question: Question }
  | { readonly kind: "figure"; readonly figure: Figure }
  | { readonly kind: "compiler"; readonly exhibit: CompilerExhibit }
  | { readonly kind: "ways"; readonly exhibit: WaysExhibit };

/** `::ways{…}`: one program in every way of waiting, and what each costs. */
export interface WaysExhibit {
  /** Unique in the chapter. */
  readonly id: string;
  /** Inline HTML. */
  readonly caption: string;
  readonly listings: readonly WayListing[];
  readonly costs: readonly WayCost[];
  readonly quoted: { readonly bytes: readonly QuotedCost[]; readonly ns: readonly QuotedCost[] };
  /** Where the costs were measured: the runtime and its version. */
  readonly engine: string;
  /** How they were measured, in a few sentences. */
  readonly how: string;
}

/** The program in one way of waiting. */
export interface WayListing {
  readonly name: WayName;
  readonly title: string;
  /** How a task waits: inline HTML. */
  readonly waits: string;
  /** Highlighted HTML. */
  readonly code: string;
}

/** A figure of another runtime. */
export interface QuotedCost {
  readonly name: string;
  readonly value: number;
  readonly source: string;
}

/** What a way costs, measured while the page was made; `null` where the engine could not do it. */
export interface WayCost {
  readonly name: WayName;
  readonly title: string;
  /** Of one more task that waits. */
  readonly bytes: number | null;
  /** Whether `bytes` are pages of the process, or objects of JavaScript. */
  readonly memory: "process" | "heap";
  /** Of one switch from task to task. */
  readonly ns: number | null;
}

/** `::compiler{…}`: generator functions beside the classes that the book's stackless compiler makes of them. */
export interface CompilerExhibit {
  /** Unique in the chapter. */
  readonly id: string;
  /** Inline HTML. */
  readonly caption: string;
  /** At least one; the page shows the first. */
  readonly examples: readonly CompilerExample[];
}

/** A source to begin with, compiled. */
export interface CompilerExample {
  readonly title: string;
  /** JavaScript: one generator function. */
  readonly source: string;
  /** Its lines, highlighted. */
  readonly sourceLines: readonly string[];
  readonly compiled: CompiledView;
}

/** A class as the compiler printed it, and what in it belongs to what in the source. */
export interface CompiledView {
  readonly className: string;
  readonly lines: readonly ClassLine[];
  readonly variables: readonly FrameVariable[];
  /** In the order of their ids; the first is the beginning. */
  readonly suspensions: readonly Suspension[];
}

/** A line of a compiled class. */
export interface ClassLine {
  /** Highlighted. */
  readonly html: string;
  /** Line of the source that it comes from; `null` for lines that every class has. */
  readonly from: number | null;
}

/** A variable in a compiled class. */
export interface FrameVariable {
  readonly name: string;
  /** Line of its declaration; `null` for one that the compiler made. */
  readonly line: number | null;
  /** Field of the frame that holds it; `null` when it lives in one call of `resume`. */
  readonly field: string | null;
  /** Lines of the class that name it. */
  readonly classLines: readonly number[];
}

/** A drawing: an SVG string made while the chapter was rendered, with the words that belong to it. */
export interface Figure {
  /** Unique in the chapter; cross-references use it. */
  readonly id: string;
  /** "Figure 1.2". */
  readonly label: string;
  /** Inline HTML. */
  readonly caption: string;
  readonly svg: string;
  /** What the drawing shows, in words, for who cannot see it. */
  readonly description: string;
}

/** A self-checking question as the page may see it: without its key. */
export type Question = {
  /** Unique in the chapter; permanent, since answers are stored under it. */
  readonly id: string;
  /** HTML. */
  readonly prompt: string;
  /** Highlighted HTML of the snippet that the question is about. */
  readonly code?: string;
} & QuestionForm;

/** What the reader does. */
export type QuestionForm =
  | { readonly kind: "choice"; readonly options: readonly { readonly id: string; readonly html: string }[] }
  | { readonly kind: "predict-output"; readonly lines: number }
  | { readonly kind: "order"; readonly items: readonly { readonly id: string; readonly html: string }[] }
  | { readonly kind: "number"; readonly unit: string }
  | {
    readonly kind: "predict-schedule";
    readonly options: readonly { readonly id: string; readonly html: string }[];
  };

/** What a reader answers: an option's id, the printed text, item ids in order, a number, or the ids of all that can happen. */
export type Answer = string | readonly string[] | number;

/** The secret half of a question. It never leaves the server before an answer is given. */
export type AnswerKey = {
  /** The key in words (HTML), shown once an answer was given. */
  readonly words: string;
} & AnswerKeyForm;

/** What an answer is compared with, and what is said about it (HTML). */
export type AnswerKeyForm =
  | { readonly kind: "choice"; readonly right: string; readonly explanations: { readonly [optionId: string]: string } }
  | {
    readonly kind: "predict-output";
    readonly output: string;
    readonly explanation: string;
    readonly wrong: readonly WrongOutput[];
  }
  | { readonly kind: "order"; readonly order: readonly string[]; readonly explanation: string }
  | { readonly kind: "number"; readonly value: number; readonly tolerance: number; readonly explanation: string }
  | {
    readonly kind: "predict-schedule";
    /** Ids of the options that some schedule gives. */
    readonly can: readonly string[];
    readonly explanations: { readonly [optionId: string]: string };
    readonly explanation: string;
  };

/** A wrong prediction that the author foresaw, with its own explanation (HTML). */
export interface WrongOutput {
  readonly output: string;
  readonly explanation: string;
}

/** What a reader hears after answering. */
export interface AnswerFeedback {
  readonly correct: boolean;
  /** HTML: why this answer is right, or what is wrong with it. */
  readonly explanation: string;
  /** The key in words (HTML), shown once an answer was given. */
  readonly key: string;
}

/** A word that the book defines once. */
export interface GlossaryTerm {
  /** Kebab-case. */
  readonly id: string;
  readonly term: string;
  /** Inline HTML. */
  readonly definition: string;
}

/** One unit for search: a section of a chapter. */
export interface SearchDocument {
  /** `/chapters/<slug>#<heading id>`. */
  readonly href: string;
  readonly chapter: string;
  readonly heading: string;
  readonly text: string;
}

/** A chapter, rendered. */
export interface Chapter extends ChapterHeader {
  /** From the folder `<nn>-<slug>`. */
  readonly number: number;
  readonly slug: string;
  readonly headings: readonly Heading[];
  readonly parts: readonly ChapterPart[];
  /** Question id → key. Kept on the server. */
  readonly keys: { readonly [questionId: string]: AnswerKey };
  readonly search: readonly SearchDocument[];
  readonly words: number;
}

/** The whole book. */
export interface Book {
  readonly chapters: readonly Chapter[];
  readonly glossary: readonly GlossaryTerm[];
}
