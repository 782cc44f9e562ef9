/// <reference lib="deno.worker" />
/** The judge thread's own side: loads a lab's `judge.ts`, draws inputs, checks evidence. */
import type { Judge } from "../lab.ts";
import { checkTests } from "./check_tests.ts";
import type { JudgeReply, JudgeRequest } from "./judge_messages.ts";
import { planRun } from "./plan.ts";

self.onmessage = async ({ data: request }: MessageEvent<JudgeRequest>) => {
  self.postMessage(await answer(request));
};

self.postMessage({ kind: "ready" } satisfies JudgeReply);

async function answer(request: JudgeRequest): Promise<JudgeReply> {
  try {
    const { judge }: { judge: Judge } = await import(request.judgeUrl);
    switch (request.kind) {
      case "plan":
        return { kind: "planned", scenarios: planRun(judge, request.seed) };
      case "check":
        return {
          kind: "checked",
          reports: request.evidence.map((piece) => checkTests(judge.scenarios[piece.scenario]!, piece)),
        };
    }
  } catch (error) {
    return { kind: "broken", message: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}
