import { createHash } from "node:crypto";
import { pool } from "../db.ts";

export const WINDOW_MINUTES = 15;
/**
 * Failures in a window: of one account from one address, of an address, of an account. The last is loose, because
 * anybody can bring it about and so lock the account's owner out.
 */
const LIMITS = { pair: 5, address: 40, account: 60 } as const;
type Kind = keyof typeof LIMITS;

const keysOf = (email: string, address: string) =>
  (Object.entries({ pair: `${address} ${email}`, address, account: email }) as [Kind, string][]).map(([kind, value]) => ({
    kind,
    key: `${kind}:${createHash("sha256").update(value).digest("base64url")}`,
  }));

/**
 * Counts an attempt as failed before the password is looked at, so that many at once do not slip through. Answers the
 * seconds to wait when there were too many, or 0.
 */
export async function countAttempt(email: string, address: string): Promise<number> {
  const keys = keysOf(email, address);
  // Ordered, so that two statements that share keys lock them alike.
  const { rows } = await pool().query<{ key: string; failures: number; wait: number }>(
    `INSERT INTO sign_in_attempts AS a (key, failures) SELECT key, 1 FROM unnest($1::text[]) AS key ORDER BY key
     ON CONFLICT (key) DO UPDATE SET
       failures = CASE WHEN a.since < now() - make_interval(mins => $2) THEN 1 ELSE a.failures + 1 END,
       since = CASE WHEN a.since < now() - make_interval(mins => $2) THEN now() ELSE a.since END
     RETURNING key, failures, ceil(extract(epoch FROM since + make_interval(mins => $2) - now()))::int AS wait`,
    [keys.map(({ key }) => key), WINDOW_MINUTES],
  );
  const exceeded = rows.filter((row) => row.failures > LIMITS[keys.find(({ key }) => key === row.key)?.kind ?? "pair"]);
  return Math.max(0, ...exceeded.map((row) => row.wait));
}

/** The attempt was no failure after all. */
export async function forgetAttempt(email: string, address: string): Promise<void> {
  const keys = keysOf(email, address).map(({ key }) => key);
  await pool().query(
    `WITH mine AS (SELECT key FROM sign_in_attempts WHERE key = ANY($1) ORDER BY key FOR UPDATE)
     UPDATE sign_in_attempts a SET failures = CASE WHEN a.key LIKE 'pair:%' THEN 0 ELSE greatest(a.failures - 1, 0) END FROM mine WHERE a.key = mine.key`,
    [keys],
  );
}
