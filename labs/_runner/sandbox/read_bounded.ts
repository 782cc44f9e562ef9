/** Reads what a trusted program prints, up to a bound: a child's output is never taken whole. */

/** Returns at most `bytes` of a stream as text, and cancels the rest. */
export async function readBounded(stream: ReadableStream<Uint8Array>, bytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let left = bytes;
  for await (const chunk of stream) {
    text += decoder.decode(chunk.subarray(0, left), { stream: true });
    left -= chunk.length;
    if (left <= 0) break;
  }
  return text;
}
