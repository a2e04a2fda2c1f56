/** Bytes come and go in pieces: a file is never whole in memory. */
export type Pieces = AsyncIterable<Uint8Array>;

/** Pieces of exactly this size, and a last one that may be shorter; none for nothing. */
export async function* inParts(source: Pieces, size: number): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  for await (const piece of source) {
    let rest = piece;
    while (length + rest.byteLength >= size) {
      const fits = rest.subarray(0, size - length);
      yield Buffer.concat([...waiting, fits], size);
      rest = rest.subarray(fits.byteLength);
      waiting = [];
      length = 0;
    }
    if (rest.byteLength === 0) continue;
    // A copy, because whoever made the piece may use its memory again.
    waiting.push(Uint8Array.from(rest));
    length += rest.byteLength;
  }
  if (length > 0) yield Buffer.concat(waiting, length);
}
