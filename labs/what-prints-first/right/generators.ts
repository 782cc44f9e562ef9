/** Another way: the program as generators, each yielding a line or handing a callback to a queue of generators. */
type Queue = "queueMicrotask" | "process.nextTick" | "setTimeout" | "setImmediate" | "postMessage";
type Step =
  | { readonly call: "print"; readonly text: string }
  | { readonly call: Queue; readonly steps: readonly Step[] }
  | { readonly call: "async"; readonly steps: readonly Step[]; readonly afterAwait: readonly Step[] };
type Body = Generator<string, void, void>;

class Loop {
  readonly #queues = new Map<Queue, Body[]>();

  hand(queue: Queue, steps: readonly Step[]): void {
    this.#waiting(queue).push(this.#body(steps));
  }

  *run(): Body {
    while (["setTimeout", "postMessage", "setImmediate"].some((queue) => this.#waiting(queue as Queue).length > 0)) {
      const messages = this.#take("postMessage");
      yield* this.#phase(this.#take("setTimeout"));
      this.#waiting("queueMicrotask").push(...messages);
      yield* this.#drain();
      yield* this.#phase(this.#take("setImmediate"));
    }
  }

  *#phase(bodies: readonly Body[]): Body {
    for (const body of bodies) {
      yield* body;
      yield* this.#drain();
    }
  }

  *#drain(): Body {
    for (;;) {
      const next = this.#waiting("process.nextTick").shift();
      if (next !== undefined) {
        yield* next;
        continue;
      }
      if (this.#waiting("queueMicrotask").length === 0) return;
      for (let body = this.#waiting("queueMicrotask").shift(); body; body = this.#waiting("queueMicrotask").shift()) {
        yield* body;
      }
    }
  }

  *#body(steps: readonly Step[]): Body {
    for (const step of steps) {
      if (step.call === "print") {
        yield step.text;
      } else if (step.call === "async") {
        yield* this.#body(step.steps);
        this.hand("queueMicrotask", step.afterAwait);
      } else {
        this.hand(step.call, step.steps);
      }
    }
  }

  #take(queue: Queue): Body[] {
    return this.#waiting(queue).splice(0);
  }

  #waiting(queue: Queue): Body[] {
    const bodies = this.#queues.get(queue) ?? [];
    this.#queues.set(queue, bodies);
    return bodies;
  }
}

export function predict(program: readonly Step[]): string[] {
  const loop = new Loop();
  loop.hand("postMessage", program);
  return [...loop.run()];
}
