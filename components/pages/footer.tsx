import type { SandboxLevel } from "../../labs/_runner/protocol.ts";
import type { PageContext } from "./page.ts";

/** What each level means for who runs code here, in plain words. */
const SANDBOX_WORDS: Readonly<Record<SandboxLevel, string>> = {
  strong: "Code you run here gets a process of its own that sees no files, no network and no other process, and is " +
    "gone when the run ends (sandbox level: strong).",
  good: "Code you run here gets a process of its own in fresh namespaces, without the filters that bubblewrap adds " +
    "(sandbox level: good). Installing bubblewrap makes it strong.",
  none: "This machine offers no sandbox beyond Deno’s own permissions (sandbox level: none), so code you run here " +
    "could read your files: run only code that you trust.",
};

/** The last lines of every page: how the code of readers is kept apart, said honestly, and who is served. */
export function Footer({ context }: { readonly context: PageContext }) {
  return (
    <footer class="colophon">
      <p>{SANDBOX_WORDS[context.level]} {context.level === "none" && <OneLearner />}</p>
      <p>{context.hosted ? <HostedProgress /> : <LocalProgress />}</p>
      <p>Set in Source Serif 4 and IBM Plex Mono.</p>
    </footer>
  );
}

function OneLearner() {
  return (
    <>
      The book therefore serves one learner, on this machine alone, and refuses any other address;{" "}
      <code>apt-get install bubblewrap</code> and a restart change that.
    </>
  );
}

function LocalProgress() {
  return <>The book runs on this machine for one learner; drafts and progress stay on it.</>;
}

function HostedProgress() {
  return (
    <>
      Your progress belongs to this browser’s cookie, and no name is asked for. To reach it from another device, take a
      recovery phrase on the <a href="/progress">progress page</a>.
    </>
  );
}
