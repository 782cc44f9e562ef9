/** What a watched run finds, as data and in words. */
import type { Fault, Register } from "@interleave/machine";

/** Something that is not as it must be, after a call by `from` that should lead to `to`; `at` is the moment in the trace. */
export type Finding =
  & { readonly from: string; readonly to: string; readonly at: number }
  & (
    /** `holder`: who else has the word that is in it now. */
    | {
      readonly kind: "register";
      readonly register: Register;
      readonly was: number;
      readonly is: number;
      readonly holder: string | null;
    }
    | { readonly kind: "pointer"; readonly was: number; readonly is: number }
    | { readonly kind: "frames"; readonly address: number; readonly was: number; readonly is: number }
    | { readonly kind: "word"; readonly was: number; readonly is: number }
    | Stop
  );

/** From here on it is not known which coroutine runs: the run ends. */
export type Stop =
  | { readonly kind: "elsewhere"; readonly wanted: string; readonly where: string; readonly isCaller: boolean }
  | { readonly kind: "outside"; readonly sp: number; readonly start: number; readonly end: number }
  | { readonly kind: "prepared"; readonly sp: number; readonly start: number; readonly end: number }
  /** `doing`: the program's own instruction that faulted; `null` for one of the learner's. */
  | { readonly kind: "fault"; readonly fault: Fault; readonly doing: string | null }
  | { readonly kind: "endless"; readonly steps: number }
  | { readonly kind: "halted" };

/** What happened: a clause that can stand after "but" or alone. */
export function findingWords(finding: Finding): string {
  const { from, to } = finding;
  switch (finding.kind) {
    case "register": {
      const { register, was, is, holder } = finding;
      const whose = holder === null ? "" : `, which ${holder} had in it`;
      return `${register} of ${to} was ${was} when it switched away, and is ${is} now${whose}`;
    }
    case "pointer":
      return `the stack pointer of ${to} was ${finding.was} when it switched away, and is ${finding.is} now`;
    case "frames":
      return `the word at ${finding.address} of its stack was ${finding.was} when ${to} switched away, and is ${finding.is} now`;
    case "word":
      return `r0 holds ${finding.is}, and the word that ${from} gave along for ${to} was ${finding.was}`;
    case "elsewhere":
      return `the machine went to ${finding.where}${finding.isCaller ? ", back to the one that switches away" : ""}`;
    case "outside":
      return `${to} begins with a stack pointer of ${finding.sp}, outside of its stack`;
    case "prepared":
      return `prepare returned ${finding.sp}`;
    case "fault":
      return finding.doing === null
        ? `it faulted at ${finding.fault.message}`
        : `${to}'s own instruction ${finding.doing} faulted: ${
          finding.fault.message.replace(/^line \d+, column \d+: /, "")
        }`;
    case "endless":
      return `it had not come to an end after ${finding.steps} instructions`;
    case "halted":
      return "the machine was halted";
  }
}
