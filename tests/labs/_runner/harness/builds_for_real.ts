/**
 * Options of a test that starts esbuild: its `stop()` signals the service's process and does not wait for the end, so that
 * whether the process is still there when the test ends is a matter of luck.
 */
export const BUILDS_FOR_REAL = { sanitizeOps: false, sanitizeResources: false } as const;
