/** `/healthz`: whether the server answers, how strangers' code is held, and how busy the runner is. */
import type { Site } from "./handler_parts.ts";
import { sendJson } from "./json_body.ts";
import type { Route } from "./route.ts";
import type { OpenRuns } from "./open_runs.ts";

/** The version of the HTTP interface and of a run's result. */
const VERSION = 1;

export function healthRoutes(site: Site, runs: OpenRuns): readonly Route[] {
  const answer = () =>
    sendJson({
      version: VERSION,
      level: site.runner.level,
      queue: { waiting: runs.count("waiting"), running: runs.count("running") },
    });
  return [{ method: "GET", path: "/healthz", answer }];
}
