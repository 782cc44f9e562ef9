/** What went wrong between this page and its server, in words that say what to do next. */

/** A heading word and one sentence with its remedy. */
export interface Problem {
  readonly heading: string;
  readonly sentence: string;
}

/** The request never got an answer. */
export const NO_CONNECTION: Problem = {
  heading: "No connection",
  sentence: "The server could not be reached. Nothing is lost: try again when you are back online.",
};

/** The answer stopped in the middle. */
export const CUT_OFF: Problem = {
  heading: "Cut off",
  sentence: "The connection broke before the run had ended. What arrived is shown; run it again to see the rest.",
};

/** The answer came, but not in the form that this page understands. */
export const GARBLED: Problem = {
  heading: "Not understood",
  sentence: "The server answered in a form that this page does not know. Reload the page, then try again.",
};

/** Reads the problem out of a refusal. The server's own sentence is used where it sent one. */
export async function problemOf(response: Response): Promise<Problem> {
  const own = ownWords(response);
  const told = await sentenceIn(response);
  return { heading: own.heading, sentence: [told ?? own.sentence, own.when].filter(Boolean).join(" ") };
}

function ownWords(response: Response): Problem & { readonly when?: string } {
  switch (response.status) {
    case 403:
      return { heading: "Refused", sentence: "The server refused this request. Reload the page, then try again." };
    case 404:
      return {
        heading: "Not found",
        sentence: "The server does not know this. Reload the page: the book has changed.",
      };
    case 413:
      return { heading: "Too long", sentence: "This is longer than the server takes. Shorten it, then try again." };
    case 429:
      return {
        heading: "Too soon",
        sentence: "You have asked for more at once than the server does for one reader.",
        when: waitingTime(response.headers.get("retry-after")),
      };
    default:
      return response.status >= 500
        ? { heading: "Server fault", sentence: "The server failed, and it was not your code. Try again in a moment." }
        : { heading: "Refused", sentence: `The server answered ${response.status}. Reload the page, then try again.` };
  }
}

function waitingTime(retryAfter: string | null): string {
  const seconds = Number(retryAfter ?? NaN);
  if (!(seconds > 0)) return "Try again in a moment.";
  return seconds === 1 ? "Try again in 1 second." : `Try again in ${seconds} seconds.`;
}

/** `error` of a JSON body, or `null` when there is none: a proxy may have answered with a page of its own. */
async function sentenceIn(response: Response): Promise<string | null> {
  try {
    const body: unknown = await response.json();
    if (typeof body === "object" && body !== null && "error" in body && typeof body.error === "string") {
      return body.error;
    }
    return null;
  } catch {
    return null;
  }
}
