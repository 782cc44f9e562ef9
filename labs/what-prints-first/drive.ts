/** Asks the learner for a prediction, and runs programs on Deno's own loop: the only source of the right order. */
import process from "node:process";
import { setImmediate } from "node:timers";
import type { DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";
import type { Queue, Step } from "./starter.ts";

/** What `predict` returned; any of it may be of the wrong type. */
export type Observation =
  | { readonly kind: "not-exported" }
  | { readonly kind: "not-a-list"; readonly got: string }
  | { readonly kind: "predicted"; readonly lines: Json };

interface Learner {
  readonly predict?: unknown;
  readonly experiment?: unknown;
}

/**
 * How long each callback holds the thread before it ends. A timer of 0 ms is due after 1 ms, and Deno's timers are coarse by
 * another: after 3 ms each timer that was set is due when the loop next looks, and what is left is order, not chance.
 */
const WORK_MS = 3;

const now = performance.now.bind(performance);
const random = Math.random;
const start: Readonly<Record<Queue, (callback: () => void) => void>> = {
  queueMicrotask: globalThis.queueMicrotask.bind(globalThis),
  "process.nextTick": process.nextTick.bind(process),
  setTimeout: globalThis.setTimeout.bind(globalThis),
  setImmediate,
  postMessage: deliver,
};

/** Reports the learner's prediction for one program. */
export function drive(learner: Learner, program: readonly Step[]): Json {
  return { ...ask(learner, program) };
}

/** What Deno printed for one program. */
export async function reference(program: readonly Step[]): Promise<Json> {
  return await run(program, () => WORK_MS);
}

/** Runs the learner's experiment beside their prediction, then shows how much of its order is chance. */
export async function example(learner: Learner, tools: DriveTools): Promise<void> {
  const program = learner.experiment;
  if (!isProgram(program)) throw new TypeError("experiment is not a list of steps: see the type Step");
  console.log(`${listing(program)}\n`);
  const answer = ask(learner, program);
  const predicted = answer.kind === "predicted" ? answer.lines : null;
  const printed = await run(program, () => WORK_MS, tools);
  console.log("Deno printed            you predict");
  printed.forEach((text, line) => {
    const yours = Array.isArray(predicted) ? String(predicted[line] ?? "nothing") : "no list";
    console.log(`${text.padEnd(22)}  ${yours}${yours === text ? "" : "   <-- here"}`);
  });
  await showChance(program);
}

/** The same program in a service, where callbacks take what they take: a timer may or may not be due when the loop looks. */
async function showChance(program: readonly Step[]): Promise<void> {
  const runs = 30;
  const counts = new Map<string, number>();
  for (let time = 0; time < runs; time++) {
    const order = (await run(program, () => random() * WORK_MS)).join(", ");
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  console.log(`\n${runs} more runs, in which each callback holds the thread for 0 to ${WORK_MS} ms:`);
  for (const [order, count] of counts) console.log(`${String(count).padStart(3)} × ${order}`);
}

function ask(learner: Learner, program: readonly Step[]): Observation {
  if (typeof learner.predict !== "function") return { kind: "not-exported" };
  const lines = learner.predict(structuredClone(program));
  if (!Array.isArray(lines)) return { kind: "not-a-list", got: lines instanceof Promise ? "a promise" : typeof lines };
  return { kind: "predicted", lines: lines.map((line) => typeof line === "string" ? line : null) };
}

/** Runs a program as the body of a message handler; resolves to what it printed when its last callback has ended. */
function run(program: readonly Step[], workMs: () => number, tools?: DriveTools): Promise<string[]> {
  const printed: string[] = [];
  const { promise, resolve } = Promise.withResolvers<string[]>();
  let callbacks = 0;
  let unfinished = 0;

  function later(name: string, steps: readonly Step[], queue: (callback: () => void) => void): void {
    const task = ++callbacks;
    unfinished++;
    tools?.record({ kind: "task-spawned", task, name });
    queue(() => {
      tools?.record({ kind: "task-started", task });
      perform(steps);
      work(workMs());
      tools?.record({ kind: "task-finished", task });
      if (--unfinished === 0) resolve(printed);
    });
  }

  function perform(steps: readonly Step[]): void {
    for (const step of steps) {
      switch (step.call) {
        case "print":
          printed.push(step.text);
          tools?.record({ kind: "printed", text: step.text });
          break;
        case "async":
          later("after await", step.afterAwait, async (callback) => {
            perform(step.steps);
            await null;
            callback();
          });
          break;
        default:
          later(step.call, step.steps, start[step.call]);
      }
    }
  }

  later("message handler", program, deliver);
  return promise;
}

/** A message that arrives at a port, as it does from a worker: an operation of the loop that completes. */
function deliver(callback: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port2.onmessage = () => {
    port2.close();
    callback();
  };
  port1.postMessage(null);
}

function work(ms: number): void {
  for (const end = now() + ms; now() < end;);
}

function isProgram(value: unknown): value is readonly Step[] {
  return Array.isArray(value) && value.every((step) => {
    if (step?.call === "print") return typeof step.text === "string";
    if (step?.call === "async") return isProgram(step.steps) && isProgram(step.afterAwait);
    return Object.hasOwn(start, step?.call) && isProgram(step.steps);
  });
}

/** The program as source text. */
export function listing(program: readonly Step[], indent = ""): string {
  const inner = `${indent}  `;
  return program.map((step) => {
    switch (step.call) {
      case "print":
        return `${indent}print(${JSON.stringify(step.text)});`;
      case "async": {
        const body = [listing(step.steps, inner), `${inner}await null;`, listing(step.afterAwait, inner)];
        return `${indent}(async () => {\n${body.filter((part) => part !== "").join("\n")}\n${indent}})();`;
      }
      case "setTimeout":
        return `${indent}setTimeout(() => {\n${listing(step.steps, inner)}\n${indent}}, 0);`;
      default:
        return `${indent}${step.call}(() => {\n${listing(step.steps, inner)}\n${indent}});`;
    }
  }).join("\n");
}
