/** Routes: which function answers which method and path. */
import { HttpError } from "./http_error.ts";

/** One request, as the areas see it. */
export interface Call {
  readonly request: Request;
  readonly url: URL;
  /** Named parts of the route's path, still percent-encoded: an id never needs to be. */
  readonly params: { readonly [name: string]: string };
  /** Whom limits count: the client's IP address, or its IPv6 network. */
  readonly address: string;
  /** Go out with the answer, whatever it is: where identity puts its cookie. */
  readonly answerHeaders: Headers;
}

export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** As in URLPattern: `/api/drafts/:labId`. */
  readonly path: string;
  answer(call: Call): Response | Promise<Response>;
}

/** The route of a request and the named parts of its path. */
export interface Match {
  readonly route: Route;
  readonly params: Call["params"];
}

/**
 * A function that finds the route for a method and path; `null` when no route has the path. HEAD is a GET without body.
 *
 * It throws 405 with `Allow` when the path exists but not for this method.
 */
export function createRouter(routes: readonly Route[]): (method: string, path: string) => Match | null {
  // Paths without parameters are found in one step; a pattern costs a few microseconds each.
  const exact = Map.groupBy(routes.filter((route) => !route.path.includes(":")), (route) => route.path);
  const patterns = [...Map.groupBy(routes.filter((route) => route.path.includes(":")), (route) => route.path)]
    .map(([path, members]) => ({ pattern: new URLPattern({ pathname: path }), members }));

  function find(path: string): { members: readonly Route[]; params: Call["params"] } | null {
    const members = exact.get(path);
    if (members !== undefined) return { members, params: {} };
    for (const { pattern, members } of patterns) {
      const groups = pattern.exec({ pathname: path })?.pathname.groups;
      if (groups !== undefined) return { members, params: groups as Call["params"] };
    }
    return null;
  }

  return (method, path) => {
    const found = find(path);
    if (found === null) return null;
    const wanted = method === "HEAD" ? "GET" : method;
    const route = found.members.find((member) => member.method === wanted);
    if (route !== undefined) return { route, params: found.params };
    const allow = found.members.map((member) => member.method).join(", ");
    throw new HttpError("MethodNotAllowed", `${path} does not take ${method}: it takes ${allow}.`, {
      headers: { allow },
    });
  };
}
