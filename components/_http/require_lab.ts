/** The lab that a path or a request names. */
import type { Lab } from "../../labs/_runner/lab.ts";
import { HttpError } from "./http_error.ts";

/** Throws 404 when there is none of that id. */
export function requireLab(labs: ReadonlyMap<string, Lab>, id: string | undefined): Lab {
  const lab = labs.get(id ?? "");
  if (lab !== undefined) return lab;
  throw new HttpError("NotFound", `There is no lab ${JSON.stringify(id ?? "")}: the contents page lists them all.`);
}
