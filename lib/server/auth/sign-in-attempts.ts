import { createHash } from "node:crypto";
import { networkOf } from "./client-address.ts";
import { audit } from "../platform/audit.ts";
import { inTransaction, pool } from "../platform/db.ts";
import { takeToken } from "../platform/rate-limits.ts";
import { prisma } from "../platform/prisma.ts";

const WINDOW_MINUTES = 15;
/**
 * Failures in a window: of one account from one address, of an address, of an account. The last is loose, because
 * anybody can bring it about and so lock the account's owner out.
 */
const LIMITS = { pair: 5, address: 40, account: 60 } as const;
/** How long it matters that somebody signed in from an address. */
const REMEMBERED_DAYS = 90;
/** Of all addresses together, which may be invented. */
const AUDITED_FAILURES = { burst: 20, perSecond: 20 / (WINDOW_MINUTES * 60) };
/** Of an IPv6 address. */
const MAX_ADDRESS = 45;
type Kind = keyof typeof LIMITS;

const hashOf = (text: string): string => createHash("sha256").update(text).digest("base64url");

function keysOf(account: string, address: string | null): { kind: Kind; key: string }[] {
  const network = address === null ? null : networkOf(address);
  const values = network === null ? { pair: account } : { pair: `${network} ${account}`, address: network, account };
  return (Object.entries(values) as [Kind, string][]).map(([kind, value]) => ({ kind, key: `${kind}:${hashOf(value)}` }));
}

/** Who can change their password by guessing the present one: somebody who is signed in already, wherever they are. */
export const changeOf = (userId: number): string => `change:${userId}`;

/**
 * Counts an attempt as failed before the password is looked at, so that many at once do not slip through. Returns the
 * seconds to wait when there were too many, or 0. What others did to an account does not hold its owner up at an address that they have
 * signed in from before. `account` is an e-mail address, or `changeOf` somebody, who has no address.
 */
export async function countAttempt(account: string, address: string | null): Promise<number> {
  const keys = keysOf(account, address);
  // SQL, because a counter in ON CONFLICT is what Prisma cannot say. Ordered, so that two statements that share keys lock them alike.
  const { rows } = await pool().query<{ key: string; failures: number; wait: number; at_home: boolean }>(
    `INSERT INTO sign_in_attempts AS a (key, failures) SELECT key, 1 FROM unnest($1::text[]) AS key ORDER BY key
     ON CONFLICT (key) DO UPDATE SET
       failures = CASE WHEN a.since < now() - make_interval(mins => $2) THEN 1 ELSE a.failures + 1 END,
       since = CASE WHEN a.since < now() - make_interval(mins => $2) THEN now() ELSE a.since END
     RETURNING key, failures, ceil(extract(epoch FROM since + make_interval(mins => $2) - now()))::int AS wait,
       EXISTS (SELECT FROM sign_in_addresses h JOIN users u ON u.id = h.user_id WHERE u.email = $3 AND h.address = $4) AS at_home`,
    [keys.map(({ key }) => key), WINDOW_MINUTES, account, address === null ? null : hashOf(networkOf(address))],
  );
  const kindOf = (row: { key: string }) => keys.find(({ key }) => key === row.key)?.kind ?? "pair";
  const limitOf = (row: { key: string }) => LIMITS[kindOf(row)];
  const exceeded = rows.filter((row) => row.failures > limitOf(row) && !(row.at_home && kindOf(row) === "account"));
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

/** Somebody has signed in from here. */
export async function rememberAddress(userId: number, address: string): Promise<void> {
  if (address === "unknown") return;
  // SQL, because Prisma would need two statements for it.
  await pool().query(
    `WITH forgotten AS (DELETE FROM sign_in_addresses WHERE last_at < now() - make_interval(days => $3))
     INSERT INTO sign_in_addresses (user_id, address) VALUES ($1, $2)
     ON CONFLICT (user_id, address) DO UPDATE SET last_at = now()`,
    [userId, hashOf(networkOf(address)), REMEMBERED_DAYS],
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
      [address.slice(0, MAX_ADDRESS), WINDOW_MINUTES],
    );
    if (audited.length > 0 || (await takeToken("sign-in-failures", AUDITED_FAILURES)) > 0) return;
    const user = await prisma(client).user.findUnique({ where: { email }, select: { id: true } });
    await audit(client, { id: "nobody" }, "user.sign_in_failed", "user", user?.id ?? "-", {
      address: address.slice(0, MAX_ADDRESS),
      attempts,
    });
  });
}

/** That somebody who is signed in tried to change the password with wrong ones. */
async function recordGuesses(account: string, attempts: number): Promise<void> {
  const userId = account.slice("change:".length);
  await audit(pool(), { id: `user:${userId}` }, "user.password_change_failed", "user", userId, { attempts });
}
