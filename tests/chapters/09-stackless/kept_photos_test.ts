import { assert, assertEquals } from "@std/assert";
import { setImmediate } from "node:timers";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { proof } from "../../../chapters/09-stackless/proof.ts";
import { Proof } from "../../../chapters/09-stackless/proof_class.ts";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

interface Resumable {
  next(sent: Uint8Array): unknown;
}

/** Gives a proof its photo, and forgets that. */
function givePhoto(coroutine: Resumable): WeakRef<Uint8Array> {
  const photo = new Uint8Array(1_024);
  coroutine.next(photo);
  coroutine.next(photo);
  return new WeakRef(photo);
}

/** Whether the photo is still there when the garbage collector has been by. */
async function isKept(coroutine: Resumable): Promise<boolean> {
  const photo = givePhoto(coroutine);
  await new Promise((resolve) => setImmediate(resolve)); // a WeakRef holds on for the rest of the turn
  collectGarbage();
  return photo.deref() !== undefined;
}

Deno.test("the class lets the photo go while it waits for the signature; a generator that is interpreted does not", async () => {
  const [object, generator] = [new Proof("P-1001"), proof("P-1001")];
  assertEquals(await isKept(object), false);
  assertEquals(await isKept(generator), true);
  assert(object.next(new Uint8Array()).done && generator.next(new Uint8Array()).done);
});
