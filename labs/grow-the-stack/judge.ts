/** Draws programs, and compares what they print on stacks that grew with what they print on one that need not. */
import { refuse, refuseMissing, refuseShape } from "../_runner/judge/refuse.ts";
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { Scenario } from "../_runner/lab.ts";
import type { Observation } from "./drive.ts";
import { type Finding, type Loaded, type Mistake, withoutGrowing } from "./drive_growth.ts";
import type { Input } from "./drive_program.ts";
import { draw } from "./judge_inputs.ts";

/** The report, or a refusal: it comes out of a process that runs a stranger's code. */
function loadedOf(observation: Observation): Loaded {
  if (observation?.loaded === null) refuseMissing("a function grow");
  const { printed, ending, growths, finding } = observation?.loaded ?? {};
  const isWhole = Array.isArray(printed) && printed.every(Number.isInteger) && typeof ending === "string" &&
    Number.isInteger(growths) && (finding === null || isFinding(finding));
  return isWhole ? observation.loaded! : refuseShape("a report of the run");
}

function isFinding(finding: Finding | undefined): boolean {
  if (!Number.isInteger(finding?.at)) return false;
  return finding?.kind === "word"
    ? typeof finding.where === "string" && finding.what in MISTAKES
    : finding !== undefined;
}

/** What is wrong with a word, and where to look. `where` stands before the first. */
const MISTAKES: Readonly<Record<Mistake, { readonly happened: string; readonly look: string }>> = {
  "address-left": {
    happened: "still holds an address on the old stack, which is somebody else's by now",
    look: "The map says which words hold addresses, and which registers, besides the two that you know of.",
  },
  "address-lost": {
    happened: "held an address on the old stack, and holds something else now",
    look: "All words move by one distance, and so do their addresses.",
  },
  "elsewhere-moved": {
    happened: "was moved, although it is the address of something else, which stays where it is",
    look: "An address is of this stack if it lies in `from`. Only that has moved.",
  },
  "number-moved": {
    happened: "was changed as if it were an address, and it is no address",
    look: "A number can look like an address of the stack. Who knows that it is none?",
  },
  "word-lost": {
    happened: "is not what it was",
    look: "Every word from `sp` to the end of the block is live, and so are the registers.",
  },
};

function reasonOf({ printed, ending, finding }: Loaded, expected: readonly number[]) {
  switch (finding?.kind) {
    case "sp":
      return {
        expected: "sp to point into the larger block",
        happened: "it does not: the program goes on on the old stack",
        look: "Which register says where a stack is?",
        traceAt: finding.at,
      };
    case "no-room":
      return {
        expected: "the larger block to have its room below the live words",
        happened: "there is no more room there than before",
        look: "Stacks grow downwards. At which end of the block do the oldest words belong?",
        traceAt: finding.at,
      };
    case "word": {
      const { happened, look } = MISTAKES[finding.what];
      const what = `${finding.where} ${happened}`;
      return { expected: "the program to find everything as it was", happened: what, look, traceAt: finding.at };
    }
    case undefined: {
      const step = expected.findIndex((word, index) => printed[index] !== word);
      const number = step === -1 ? "no more" : `${printed[step] ?? "nothing"} where ${expected[step]} was due`;
      return {
        expected: "the program to print what it prints on a large stack",
        happened: `it printed ${number} and ended so: ${ending}`,
        look: "Step to the move, and compare the two stacks word by word.",
      };
    }
  }
}

/** A claim about one kind of program: judged by what it prints, explained by what was first found wrong. */
function claim(name: string, kind: Parameters<typeof draw>[0]): Scenario {
  return scenario<Input, Observation>({
    input: draw(kind),
    tests: [{
      name,
      check(observation, { input }) {
        const loaded = loadedOf(observation);
        const { printed } = withoutGrowing(input);
        const isSame = printed.length === loaded.printed.length &&
          printed.every((word, index) => word === loaded.printed[index]);
        if (isSame && loaded.ending === "returned" && loaded.growths > 0) return;
        refuse(reasonOf(loaded, printed));
      },
    }],
  });
}

const HANDS_DOWN = ["its own sum", "what it was given"] as const;

export const judge = defineJudge([
  claim("each frame finds its caller again", {}),
  claim("an address that was handed down leads to the caller's variable", { handsDown: HANDS_DOWN }),
  claim("a register that holds an address goes with the stack", { handsDown: HANDS_DOWN, inRegister: true }),
  claim("a number that looks like an address stays as it is", { handsDown: HANDS_DOWN, lookalikes: true }),
  claim("an address of something else stays as it is", {
    handsDown: ["the address elsewhere"],
    elsewhere: true,
  }),
  claim("a stack moves as often as it is full, upwards and downwards", {
    handsDown: [...HANDS_DOWN, "the address elsewhere", "nothing"],
    inRegister: true,
    lookalikes: true,
    elsewhere: true,
    growths: 3,
  }),
]);
