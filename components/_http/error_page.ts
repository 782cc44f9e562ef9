/** A refusal as a small page, for who came by a link and not by a script. */

/** `message` is plain text: it may repeat words from the request. */
export function errorPage(message: string, stylesheet: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>That did not work</title>
<meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="${stylesheet}">
<main>
<h1>That did not work</h1>
<p>${escape(message)}</p>
<p><a href="/">To the contents</a></p>
</main>
</html>
`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
