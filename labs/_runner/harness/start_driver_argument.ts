/** The harness's one argument, with which it has a driver ready before its job comes. */
export const START_DRIVER = "--start-driver";
