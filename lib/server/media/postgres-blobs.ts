import { pool } from "../platform/db.ts";
import type { BlobStore, ByteRange } from "./blob-store.ts";
import { inParts, type Pieces } from "../platform/pieces.ts";

/**
 * In the database, which web and workers share anyway: a row for each quarter of a megabyte. Each row is a statement of its own, so that
 * a large file holds no connection and no transaction while it comes in.
 */

const CHUNK_BYTES = 256 * 1024;

async function put(id: string, source: Pieces): Promise<void> {
  await remove(id);
  let n = 0;
  for await (const bytes of inParts(source, CHUNK_BYTES)) {
    await pool().query({
      name: "put-chunk",
      text: "INSERT INTO media_chunks (media_id, n, bytes) VALUES ($1, $2, $3)",
      values: [id, n, bytes],
    });
    n += 1;
  }
}

async function* read(id: string, { from, to }: ByteRange): Pieces {
  for (let n = Math.floor(from / CHUNK_BYTES); n * CHUNK_BYTES <= to; n += 1) {
    const { rows } = await pool().query<{ bytes: Buffer }>({
      name: "read-chunk",
      text: "SELECT bytes FROM media_chunks WHERE media_id = $1 AND n = $2",
      values: [id, n],
    });
    const bytes = rows[0]?.bytes;
    if (bytes === undefined) throw new Error(`piece ${n} of the file ${id} is gone`);
    const start = n * CHUNK_BYTES;
    yield bytes.subarray(Math.max(0, from - start), to - start + 1);
  }
}

async function remove(id: string): Promise<void> {
  await pool().query("DELETE FROM media_chunks WHERE media_id = $1", [id]);
}

export const postgresBlobs: BlobStore = { put, read, remove };
