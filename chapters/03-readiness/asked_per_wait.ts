/** What one message costs a program that waits in poll for 1,000 connections, in descriptors that the kernel asks. */
import { askedPerMessage } from "./idle_connections.ts";

console.log(askedPerMessage("poll", 1_000));
