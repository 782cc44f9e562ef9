/**
 * `deno task prove [lab …] [--runs n] [--load]`: puts the graders on trial.
 *
 * Every claim of every lab (or of those named) is graded `n` times with seeds 1 to n; `--load` keeps all cores busy beside it.
 * Prints what was shown, then each contradiction; exits 1 when there is one, or when nothing was proved.
 */
import { loadAnswers } from "../_runner/answers.ts";
import { loadLabs } from "../_runner/catalog.ts";
import { openRunner } from "../_runner/embedded_runner.ts";
import { createGrader, type Grader } from "../_runner/grader.ts";
import { buildHarness } from "../_runner/harness/build_harness.ts";
import type { Lab } from "../_runner/lab.ts";
import type { RunResult } from "../_runner/protocol.ts";
import { type Claim, claimsOf, contradiction, gapsIn } from "./claims.ts";
import { UsageError } from "./command.ts";
import { FOLDERS } from "./folders.ts";
import { startLoad } from "./load.ts";
import { parseProve, type ProveOptions } from "./prove_options.ts";

/** One claim and one seed. */
interface Trial {
  readonly claim: Claim;
  readonly seed: number;
}

if (import.meta.main) {
  try {
    Deno.exit(await prove(parseProve(Deno.args)));
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof SyntaxError)) throw error;
    console.error(error.message);
    Deno.exit(2);
  }
}

/** Returns the exit code. Throws `UsageError` for an unknown lab, `SyntaxError` for a broken lab folder. */
async function prove(options: ProveOptions): Promise<number> {
  const labs = await loadLabs(FOLDERS.labs);
  const { claims, problems } = await collectClaims(chosen(labs, options.labIds));
  problems.push(...await tryAll(claims, labs, options));
  const verdicts = claims.length * options.runs;
  console.log(`${claims.length} answers, ${verdicts} verdicts, ${problems.length} contradictions.`);
  for (const problem of problems) console.error(`  ${problem}`);
  if (claims.length === 0) console.error("  Nothing was proved: labs/ holds no lab.");
  return problems.length === 0 && claims.length > 0 ? 0 : 1;
}

function chosen(labs: ReadonlyMap<string, Lab>, labIds: readonly string[]): Lab[] {
  const unknown = labIds.find((id) => !labs.has(id));
  if (unknown !== undefined) {
    throw new UsageError(`There is no lab "${unknown}". Name a folder of labs/, or none for all of them.`);
  }
  return [...labs.values()].filter((lab) => labIds.length === 0 || labIds.includes(lab.id));
}

async function collectClaims(labs: readonly Lab[]): Promise<{ claims: Claim[]; problems: string[] }> {
  const claims: Claim[] = [];
  const problems: string[] = [];
  for (const lab of labs) {
    const answers = await loadAnswers(lab);
    problems.push(...gapsIn(lab, answers));
    claims.push(...claimsOf(lab, answers));
  }
  return { claims, problems };
}

/** One worker a core takes trials from one list, so that the runner's queue never refuses. Returns the contradictions. */
async function tryAll(
  claims: readonly Claim[],
  labs: ReadonlyMap<string, Lab>,
  options: ProveOptions,
): Promise<string[]> {
  const concurrency = navigator.hardwareConcurrency;
  const runner = await openRunner({ harness: await buildHarness(FOLDERS.cache), concurrency });
  const grader = createGrader({ runner, labs });
  using _load = options.load ? startLoad(concurrency) : null;
  const seeds = Array.from({ length: options.runs }, (_, run) => run + 1);
  const trials = claims.flatMap((claim) => seeds.map((seed): Trial => ({ claim, seed }))).values();
  const problems: string[] = [];
  await Promise.all(Array.from({ length: concurrency }, async (_, worker) => {
    for (const trial of trials) {
      const why = contradiction(trial.claim, await grade(grader, trial, `prover-${worker}`));
      if (why !== null) problems.push(`labs/${trial.claim.labId}/${trial.claim.file}: ${why}`);
    }
  }));
  grader.close();
  await runner.close();
  return problems;
}

async function grade(grader: Grader, { claim, seed }: Trial, queueKey: string): Promise<RunResult> {
  const request = { labId: claim.labId, code: claim.code, mode: "grade", seed } as const;
  for await (const event of grader.run(request, { queueKey })) {
    if (event.type === "done") return event.result;
  }
  throw new Error(`labs/${claim.labId}/${claim.file}: the grader ended without a result`);
}
