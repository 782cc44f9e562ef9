/** How many photos fifty waiting proofs of delivery keep in memory, for five ways to write the same function. */
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { checksum, seal } from "./seal.ts";

const PHOTO_BYTES = 2 ** 20;
const PROOFS = 50;

let photoBytes = PHOTO_BYTES;
let signature: Promise<Uint8Array> = new Promise(() => {}); // nobody is in a hurry to sign

function photoOf(_parcel: string): Promise<Uint8Array> {
  return Promise.resolve(new Uint8Array(photoBytes));
}

function signatureOf(_parcel: string): Promise<Uint8Array> {
  return signature;
}

// #region as-written
async function proof(parcel: string): Promise<string> {
  const photo = await photoOf(parcel); // 1 MiB, in a second or two
  const sum = checksum(photo);
  const signature = await signatureOf(parcel); // nothing, for hours
  return seal(parcel, sum, signature);
}
// #endregion

// #region others
async function inBlock(parcel: string): Promise<string> {
  let sum: number;
  {
    const photo = await photoOf(parcel);
    sum = checksum(photo);
  }
  const signature = await signatureOf(parcel);
  return seal(parcel, sum, signature);
}

async function forgotten(parcel: string): Promise<string> {
  let photo: Uint8Array | null = await photoOf(parcel);
  const sum = checksum(photo);
  photo = null;
  const signature = await signatureOf(parcel);
  return seal(parcel, sum, signature);
}

async function inFunction(parcel: string): Promise<string> {
  const sum = await sumOf(parcel);
  const signature = await signatureOf(parcel);
  return seal(parcel, sum, signature);
}

async function sumOf(parcel: string): Promise<number> {
  return checksum(await photoOf(parcel));
}
// #endregion

/** Megabytes outside the heap that so many proofs hold while they wait for their signatures. */
async function keptMiB(start: (parcel: string) => Promise<string>): Promise<number> {
  await collected();
  const before = Deno.memoryUsage().external;
  const waiting = Array.from({ length: PROOFS }, (_, number) => start(`P-${number}`));
  await sleep(20); // the photos come in
  await collected();
  const kept = Deno.memoryUsage().external - before;
  return waiting.length === 0 ? 0 : Math.round(kept / 2 ** 20);
}

/** Resolves when the garbage collector has been here. */
async function collected(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    collectGarbage();
    await sleep(5); // a freed buffer is only counted when its finalizer has run
  }
}

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

/** Lets V8 see a function so often that it compiles it with its best compiler; the photos are small meanwhile. */
async function warm(start: (parcel: string) => Promise<string>): Promise<void> {
  const slow = signature;
  [photoBytes, signature] = [16, Promise.resolve(new Uint8Array(16))];
  for (let round = 0; round < 200; round++) {
    await Promise.all(Array.from({ length: 1_000 }, () => start("P-1001")));
  }
  await sleep(50); // that compiler works on a thread of its own
  for (let round = 0; round < 20; round++) await start("P-1001");
  [photoBytes, signature] = [PHOTO_BYTES, slow];
}

/** What `keptMiB` says after 200,000 calls; on a busy machine V8 may need more of them. */
async function hotMiB(start: (parcel: string) => Promise<string>): Promise<number> {
  let kept = Infinity;
  for (let round = 0; kept > 0 && round < 5; round++) {
    await warm(start);
    kept = await keptMiB(start);
  }
  return kept;
}

// #region shown
console.log("as written:              ", await keptMiB(proof), "MiB");
console.log("in a block of its own:   ", await keptMiB(inBlock), "MiB");
console.log("set to null:             ", await keptMiB(forgotten), "MiB");
console.log("in a function of its own:", await keptMiB(inFunction), "MiB");
console.log("as written, when hot:    ", await hotMiB(proof), "MiB");
// #endregion
