import { pool } from "../platform/db.ts";
import type { StoreName } from "./blobs.ts";

/** A file as its row describes it. */
export interface StoredFile {
  id: string;
  kind: string;
  status: "pending" | "fetching" | "kept" | "failed";
  reason: string | null;
  store: StoreName | null;
  mime_type: string | null;
  filename: string | null;
  size: number | null;
  sha256: string | null;
}

/** Null: there is none. SQL, because the worker asks too, and Prisma would take a client of its own for it. */
export async function findFile(id: string): Promise<StoredFile | null> {
  const { rows } = await pool().query<StoredFile>(
    "SELECT id, kind, status, reason, store, mime_type, filename, size, sha256 FROM media WHERE id = $1",
    [id],
  );
  return rows[0] ?? null;
}
