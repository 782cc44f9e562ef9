/** Calls `trackingPage` with backends that answer when they are told to, and reports who was called when and what came of it. */
import type { DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";
import type { Scan } from "./starter.ts";

export type Backend = "scans" | "route" | "eta";

/** One page: what each backend will say, and in which order they say it. */
export interface Input {
  readonly parcelId: string;
  readonly answers: { readonly scans: readonly Scan[]; readonly route: readonly string[]; readonly eta: string };
  /** Backends that reject, with the messages of their errors. */
  readonly failures: Readonly<Partial<Record<Backend, string>>>;
  readonly order: readonly Backend[];
}

/** One call as its backend saw it. */
export interface Call {
  readonly backend: Backend;
  readonly parcelId: Json;
  /** How many backends had answered before. */
  readonly answersBefore: number;
}

/** How the page ended. */
export type Ending =
  | { readonly kind: "not-exported" }
  | { readonly kind: "pending" }
  | { readonly kind: "page"; readonly page: Json }
  /** `from` is the backend whose error this is, or `null` when it is an error of another's making. */
  | { readonly kind: "rejected"; readonly from: Backend | null; readonly message: string };

export interface Observation {
  readonly calls: readonly Call[];
  readonly ending: Ending;
  /** Backends whose errors nobody had taken when the loop came by. */
  readonly unhandled: readonly Backend[];
  /** True when the drive still hears of such errors at the end: it leaves one of its own to be heard. */
  readonly listened: boolean;
}

interface Learner {
  readonly trackingPage?: (parcelId: string, backends: HeldBackends) => unknown;
}

type HeldBackends = Readonly<Record<Backend, (parcelId: Json) => Promise<Json>>>;

// What follows shares a realm with the learner's module. Methods that it could replace are taken now, or not used: logs are
// plain arrays written by index, and an error's origin is in a private field.
const clone = structuredClone;
const apply = Reflect.apply;
const readReason = Object.getOwnPropertyDescriptor(PromiseRejectionEvent.prototype, "reason")!.get!;
let originOf: (error: unknown) => Backend | null;

/** What a failing backend rejects with. */
class BackendError extends Error {
  override readonly name = "BackendError";
  readonly #backend: Backend;

  constructor(backend: Backend, message: string) {
    super(message);
    this.#backend = backend;
  }

  static {
    originOf = (error) => typeof error === "object" && error !== null && #backend in error ? error.#backend : null;
  }
}

// Listening begins before the learner's module is loaded, so that nothing in it can stand in front.
let unhandled: Backend[] = [];
let own: BackendError | null = null;
let listened = false;
addEventListener("unhandledrejection", (event) => {
  const reason = apply(readReason, event, []);
  const backend = originOf(reason);
  if (backend === null) return;
  event.preventDefault();
  if (reason === own) listened = true;
  else unhandled[unhandled.length] = backend;
});

/** Holds every call back until the loop has come to rest, then lets the backends answer one by one. */
export async function drive(learner: Learner, input: Input, tools: DriveTools): Promise<Json> {
  unhandled = [];
  listened = false;
  let ending: Ending = { kind: "pending" };
  const desk = openBackends(input, { tools, pageTask: 1 });
  desk.openPage(learner).then((end) => ending = end);
  await tools.settle();
  for (let turn = 0; turn < input.order.length; turn++) {
    desk.answer(input.order[turn]!);
    await tools.settle();
  }
  const observed = { calls: desk.calls, ending, unhandled };
  own = new BackendError("eta", input.failures.eta ?? "eta: no answer");
  Promise.reject(own);
  await tools.settle();
  return { ...observed, listened } satisfies Observation as unknown as Json;
}

/** Opens two pages on backends that take some time, one of them without an eta. */
export async function example(learner: Learner, tools: DriveTools): Promise<void> {
  const answers = {
    scans: [{ depot: "Leipzig", time: "06:10" }, { depot: "Kassel", time: "09:45" }],
    route: ["Dortmund", "Venlo"],
    eta: "tomorrow before noon",
  };
  const delaysMs = { scans: 80, route: 120, eta: 200 };
  let pageTask = 1;
  for (const failures of [{}, { eta: "eta: no answer from the planner" }]) {
    const desk = openBackends({ parcelId: "P-1042", answers, failures, order: [] }, {
      tools,
      pageTask,
      onCall: (backend) => setTimeout(() => desk.answer(backend), delaysMs[backend]),
    });
    const start = performance.now();
    const ending = await desk.openPage(learner);
    console.log(ending.kind === "page" ? ending.page : ending);
    console.log(`after ${Math.round(performance.now() - start)} ms; the backends take 80, 120 and 200 ms\n`);
    pageTask += 1 + desk.calls.length;
  }
}

/** Where the calls of one page are recorded, and who else hears of them. */
interface DeskOptions {
  readonly tools: DriveTools;
  /** The page's task in the trace; its calls have the numbers after it. */
  readonly pageTask: number;
  readonly onCall?: (backend: Backend) => void;
}

/** Backends that note each call and answer when told; a call that comes after the answer gets it at once. */
function openBackends(input: Input, { tools, pageTask, onCall }: DeskOptions) {
  const calls: Call[] = [];
  const waiting: Record<Backend, (() => void)[]> = { scans: [], route: [], eta: [] };
  const answered: Record<Backend, boolean> = { scans: false, route: false, eta: false };
  let answers = 0;

  function call(backend: Backend, parcelId: Json): Promise<Json> {
    const place = calls.length;
    calls[place] = { backend, parcelId: parcelId ?? null, answersBefore: answers };
    const task = pageTask + 1 + place;
    tools.record({ kind: "task-spawned", task, name: backend, parent: pageTask });
    tools.record({ kind: "task-blocked", task, on: { kind: "call", name: backend } });
    const { promise, resolve, reject } = Promise.withResolvers<Json>();
    const error = input.failures[backend];

    function settle(): void {
      tools.record({ kind: "task-woken", task });
      if (error === undefined) {
        tools.record({ kind: "task-finished", task });
        resolve(clone(input.answers[backend]) as Json);
      } else {
        tools.record({ kind: "task-failed", task, error });
        reject(new BackendError(backend, error));
      }
    }

    if (answered[backend]) settle();
    else waiting[backend][waiting[backend].length] = settle;
    onCall?.(backend);
    return promise;
  }

  function answer(backend: Backend): void {
    answered[backend] = true;
    answers++;
    const held = waiting[backend];
    waiting[backend] = [];
    for (let index = 0; index < held.length; index++) held[index]!();
  }

  /** Calls the learner's function and records how it ended. */
  async function openPage(learner: Learner): Promise<Ending> {
    tools.record({ kind: "task-spawned", task: pageTask, name: "trackingPage" });
    tools.record({ kind: "task-started", task: pageTask });
    const backends: HeldBackends = {
      scans: (parcelId) => call("scans", parcelId),
      route: (parcelId) => call("route", parcelId),
      eta: (parcelId) => call("eta", parcelId),
    };
    const ending = await endingOf(learner, { parcelId: input.parcelId, backends, onReturn: waitForAnswers });
    if (ending.kind === "page") tools.record({ kind: "task-finished", task: pageTask });
    else tools.record({ kind: "task-failed", task: pageTask, error: describe(ending) });
    return ending;
  }

  /** The learner's code is at its first await that has to wait: from here on the page holds nobody up. */
  function waitForAnswers(): void {
    tools.record({ kind: "task-blocked", task: pageTask, on: { kind: "promise", name: "answers" } });
  }

  return { calls, answer, openPage };
}

/** One call of the learner's function. */
interface PageCall {
  readonly parcelId: string;
  readonly backends: HeldBackends;
  /** The function has returned, most likely a promise. */
  readonly onReturn: () => void;
}

/** Calls the learner's function; resolves to how it ended, whatever it did. */
async function endingOf(learner: Learner, { parcelId, backends, onReturn }: PageCall): Promise<Ending> {
  if (typeof learner.trackingPage !== "function") return { kind: "not-exported" };
  try {
    const returned = learner.trackingPage(parcelId, backends);
    onReturn();
    const page = await returned;
    return { kind: "page", page: JSON.parse(JSON.stringify(page ?? null)) };
  } catch (error) {
    return { kind: "rejected", from: originOf(error), message: messageOf(error) };
  }
}

/** Anything can be thrown. */
function messageOf(error: unknown): string {
  try {
    return String(error instanceof Error ? error.message : error);
  } catch {
    return "something that cannot be shown";
  }
}

function describe(ending: Ending): string {
  return ending.kind === "rejected" ? ending.message : ending.kind;
}
