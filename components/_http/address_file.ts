/** `server.json` in the data folder: tells `deno task lab` where the server is that has the progress open. */

/** Writes the file and returns what takes it away again. Local mode only: strangers' servers are not for the command line. */
export function leaveAddress(dataFolder: string, address: string): Disposable {
  const path = `${dataFolder}/server.json`;
  Deno.writeTextFileSync(path, `${JSON.stringify({ address })}\n`);
  return {
    [Symbol.dispose]() {
      try {
        Deno.removeSync(path);
      } catch (error) {
        // The folder may have been taken away while the server ran.
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      }
    },
  };
}
