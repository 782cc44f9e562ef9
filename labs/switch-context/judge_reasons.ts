/** What a learner is told of a finding. */
import type { Reason } from "../_runner/judge/refuse.ts";
import type { Fault } from "@interleave/machine";
import { type Finding, findingWords } from "./drive_findings.ts";

/** The finding as a refusal's reason; `all` are the findings of its run. */
export function reasonFor(finding: Finding, all: readonly Finding[]): Reason {
  return {
    expected: expected(finding),
    happened: findingWords(finding),
    look: look(finding, all),
    traceAt: finding.at,
  };
}

function expected({ from, to, ...finding }: Finding): string {
  switch (finding.kind) {
    case "register":
      return `${to} to find its registers as they were, when it goes on`;
    case "pointer":
      return `${to} to find its stack pointer where it was, when it goes on`;
    case "frames":
      return `nobody to write into what ${to} has on its stack`;
    case "word":
      return `r0 to hold the word that ${from} took along`;
    case "elsewhere":
      return `the machine to be at ${finding.wanted} after ${
        from === to ? "prepare" : `the switch from ${from} to ${to}`
      }`;
    case "outside":
      return `${to} to begin on its own stack, ${finding.start} to ${finding.end}`;
    case "prepared":
      return `prepare to return a stack pointer for the fresh stack, from ${finding.start} to ${finding.end}`;
    case "fault":
      return finding.doing === null
        ? `prepare and switch to run without a fault`
        : `${to} to go on undisturbed after the switch`;
    case "endless":
    case "halted":
      return `the switch from ${from} to ${to} to come to its end`;
  }
}

function look(finding: Finding, all: readonly Finding[]): string {
  switch (finding.kind) {
    case "register":
      return isMixedUp(finding, all)
        ? "All of them are there, in other registers: a stack gives back last what was put on it first."
        : "Whoever calls a function counts on r4 to r8 and fp. Are all of them put on the stack that is left, before it is left, and taken from the other one after?";
    case "pointer":
      return "When switch returns, all that it put on that stack must have been taken off again, and no word more.";
    case "frames":
      return "Below the stack pointer all is free to write on; at it and above, the words are the caller's. Where does your code store?";
    case "word":
      return "It comes in r2. Who goes on looks for it in r0: what else is r0 needed for, and until when?";
    case "elsewhere":
      return finding.isCaller
        ? "Return goes to the address in ra, which call has put there for whoever called. Where is the address at which the other one goes on?"
        : "Return goes to the address in ra. Step through switch: which word of the stack comes into it?";
    case "outside":
      return "Switch takes off the fresh stack as many words as it puts on any other. How many must prepare leave room for?";
    case "prepared":
      return "The stack grows down from its top, which is in r0. Whatever prepare lays there for switch is below that.";
    case "fault":
      return finding.doing === null
        ? lookAtFault(finding.fault)
        : "The instruction is the lab's, and right. Which register or word did the switch before it leave wrong?";
    case "endless":
      return "Which jump leads back, and what would end it?";
    case "halted":
      return "Switch ends by return, on the other stack.";
  }
}

function lookAtFault({ kind }: Fault): string {
  switch (kind) {
    case "stack-underflow":
      return "On this stack, who has put there the words that are taken off here, and how many were they?";
    case "wild-jump":
      return "Return goes to the address in ra. Which word of the stack came into it, and what did its writer mean by it?";
    case "stack-overflow":
      return "Each switch must take off the other stack what it puts on this one. How often did this instruction run?";
    default:
      return "Step to this instruction in the timeline. What do the registers hold, and where should they point?";
  }
}

/** Several registers are wrong at once, and hold one another's words. */
function isMixedUp(finding: Finding, all: readonly Finding[]): boolean {
  const together = all.filter((other) => other.kind === "register" && other.at === finding.at);
  const were = new Set(together.map((other) => other.kind === "register" ? other.was : null));
  return together.length > 1 && together.every((other) => other.kind === "register" && were.has(other.is));
}
