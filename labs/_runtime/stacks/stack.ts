/** A stack as its scheduler knows it, and as others may look at it. */
import type { TaskState } from "../scheduler/mod.ts";
import type { SuspendedStack } from "./mechanism.ts";

/** A call that has suspended a stack. */
export interface BlockedCall {
  /** The import's name. */
  readonly name: string;
  /** What was asked. */
  readonly question: number;
}

/** One stack: a call of an export, and all calls that it has made and not returned from. Its scheduler changes it. */
export class Stack {
  /** Counted from 1 in its run. */
  readonly id: number;
  /** What traces and errors call it. */
  readonly name: string;
  /** Name of the export at its bottom. */
  readonly entry: string;
  /** The stack itself. */
  readonly suspended: SuspendedStack;
  /** As a task's. */
  state: TaskState = "runnable";
  /** What it is resumed with next: its argument, then answers. */
  value: number;
  /** Its answer failed: this is thrown in it instead. */
  thrown: { readonly error: unknown } | null = null;
  /** The last call that suspended it; `null` before the first. */
  blockedIn: BlockedCall | null = null;
  /** How many Wasm frames stood on it then; `null` where they are not counted. */
  frames: number | null = null;
  /** What its export returned, once finished. */
  result: number | undefined = undefined;

  /** Made by `Stacks.spawn`. */
  constructor(options: Pick<Stack, "id" | "name" | "entry" | "suspended" | "value">) {
    this.id = options.id;
    this.name = options.name;
    this.entry = options.entry;
    this.suspended = options.suspended;
    this.value = options.value;
  }

  /** Where it stands, for a sentence. */
  get place(): string {
    if (this.blockedIn === null) return `in "${this.entry}", before its first blocking call`;
    return `in "${this.entry}", at or after ${this.blockedIn.name}(${this.blockedIn.question})`;
  }
}
