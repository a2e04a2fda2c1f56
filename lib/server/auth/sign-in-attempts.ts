import { createHash } from "node:crypto";
import { audit } from "../platform/audit.ts";
import { inTransaction, pool } from "../platform/db.ts";
import { prisma } from "../platform/prisma.ts";

const WINDOW_MINUTES = 15;
/**
 * Failures in a window: of one account from one address, of an address, of an account. The last is loose, because
 * anybody can bring it about and so lock the account's owner out.
 */
const LIMITS = { pair: 5, address: 40, account: 60 } as const;
type Kind = keyof typeof LIMITS;

const keysOf = (account: string, address: string | null) => {
  const counted = address === null ? { pair: account } : { pair: `${address} ${account}`, address, account };
  return (Object.entries(counted) as [Kind, string][]).map(([kind, value]) => ({
    kind,
    key: `${kind}:${createHash("sha256").update(value).digest("base64url")}`,
  }));
};

/** Who can change their password by guessing the present one: somebody who is signed in already, wherever they are. */
export const changeOf = (userId: number): string => `change:${userId}`;

/**
 * Counts an attempt as failed before the password is looked at, so that many at once do not slip through. Returns the
 * seconds to wait when there were too many, or 0. `account` is an e-mail address, or `changeOf` somebody, who has no address.
 */
export async function countAttempt(account: string, address: string | null): Promise<number> {
  const keys = keysOf(account, address);
  // SQL, because a counter in ON CONFLICT is what Prisma cannot say. Ordered, so that two statements that share keys lock them alike.
  const { rows } = await pool().query<{ key: string; failures: number; wait: number }>(
    `INSERT INTO sign_in_attempts AS a (key, failures) SELECT key, 1 FROM unnest($1::text[]) AS key ORDER BY key
     ON CONFLICT (key) DO UPDATE SET
       failures = CASE WHEN a.since < now() - make_interval(mins => $2) THEN 1 ELSE a.failures + 1 END,
       since = CASE WHEN a.since < now() - make_interval(mins => $2) THEN now() ELSE a.since END
     RETURNING key, failures, ceil(extract(epoch FROM since + make_interval(mins => $2) - now()))::int AS wait`,
    [keys.map(({ key }) => key), WINDOW_MINUTES],
  );
  const limitOf = (row: { key: string }) => LIMITS[keys.find(({ key }) => key === row.key)?.kind ?? "pair"];
  const exceeded = rows.filter((row) => row.failures > limitOf(row));
  const first = exceeded.find((row) => row.failures === limitOf(row) + 1);
  if (first !== undefined)
    await (address === null ? recordGuesses(account, first.failures - 1) : recordFailures(account, address, first.failures - 1));
  return Math.max(0, ...exceeded.map((row) => row.wait));
}

/** The attempt was no failure after all. */
export async function forgetAttempt(account: string, address: string | null): Promise<void> {
  const keys = keysOf(account, address).map(({ key }) => key);
  // SQL, because it locks rows in order and counts by kind.
  await pool().query(
    `WITH mine AS (SELECT key FROM sign_in_attempts WHERE key = ANY($1) ORDER BY key FOR UPDATE)
     UPDATE sign_in_attempts a SET failures = CASE WHEN a.key LIKE 'pair:%' THEN 0 ELSE greatest(a.failures - 1, 0) END
       FROM mine WHERE a.key = mine.key`,
    [keys],
  );
}

/**
 * That sign-ins failed until they had to wait: once for an address in a window, so that nobody can flood the audit log.
 * Of what was typed only the address of a user there is; anything else may be a password in the wrong field.
 */
async function recordFailures(email: string, address: string, attempts: number): Promise<void> {
  await inTransaction(async (client) => {
    await client.query("SELECT pg_advisory_xact_lock(hashtextextended('sign-in ' || $1, 0))", [address]);
    // SQL, because it looks at the newest entries only, which no index has by action.
    const { rows: audited } = await client.query(
      `SELECT FROM (SELECT action, details, at FROM audit_log ORDER BY id DESC LIMIT 1000) a
       WHERE a.action = 'user.sign_in_failed' AND a.details ->> 'address' = $1 AND a.at > now() - make_interval(mins => $2) LIMIT 1`,
      [address, WINDOW_MINUTES],
    );
    if (audited.length > 0) return;
    const user = await prisma(client).user.findUnique({ where: { email }, select: { id: true } });
    await audit(client, { id: "nobody" }, "user.sign_in_failed", "user", user?.id ?? "-", { address, attempts });
  });
}

/** That somebody who is signed in tried to change the password with wrong ones. */
async function recordGuesses(account: string, attempts: number): Promise<void> {
  const userId = account.slice("change:".length);
  await audit(pool(), { id: `user:${userId}` }, "user.password_change_failed", "user", userId, { attempts });
}
