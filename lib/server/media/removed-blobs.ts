import { pool } from "../platform/db.ts";
import { log } from "../platform/log.ts";
import { blobs } from "./blobs.ts";

const AT_ONCE = 100;

/**
 * Takes away the bytes in the bucket of files whose rows are gone: a trigger has noted them, in the commit in which they went. What can
 * not be taken away now is tried again the next time. Returns how many went.
 */
export async function removeBlobs(goesOn: () => boolean): Promise<number> {
  let removed = 0;
  while (goesOn()) {
    const { rows } = await pool().query<{ id: string }>(`SELECT id FROM removed_blobs ORDER BY removed_at LIMIT ${AT_ONCE}`);
    if (rows.length === 0) return removed;
    for (const { id } of rows) {
      try {
        await blobs("s3").remove(id);
      } catch (error) {
        log.error({ err: error, mediaId: id }, "a file's bytes could not be taken out of the bucket; it is tried again");
        return removed;
      }
      await pool().query("DELETE FROM removed_blobs WHERE id = $1", [id]);
      removed += 1;
    }
  }
  return removed;
}
