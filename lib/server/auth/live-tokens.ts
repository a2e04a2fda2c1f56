import { pool } from "../platform/db.ts";
import { processWide } from "../platform/process-wide.ts";
import { hashOfToken } from "./api-tokens.ts";

const KEEP_MS = 1_000;
const kept = () => processWide("live-tokens", () => ({ until: 0, hashes: Promise.resolve(new Set<string>()) }));

/**
 * Whether this token may be a good one, asked of the database once a second at most, however often it is asked here: for telling the
 * programs at an address from somebody there who guesses.
 */
export async function isLiveToken(token: string): Promise<boolean> {
  const cache = kept();
  if (Date.now() >= cache.until) {
    cache.until = Date.now() + KEEP_MS;
    cache.hashes = readHashes();
    cache.hashes.catch(() => (cache.until = 0));
  }
  return (await cache.hashes).has(hashOfToken(token));
}

async function readHashes(): Promise<Set<string>> {
  // SQL, because it is asked while somebody floods us, and Prisma would read the whole rows twice as slowly.
  const { rows } = await pool().query<{ token_hash: string }>(
    "SELECT token_hash FROM api_tokens WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())",
  );
  return new Set(rows.map((row) => row.token_hash));
}
