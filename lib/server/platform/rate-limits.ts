import { createHash } from "node:crypto";
import { ApiError } from "./api-error.ts";
import { pool } from "./db.ts";
import { processWide } from "./process-wide.ts";

/** A token bucket: holds `burst` calls, and gains `perSecond` of them. */
export interface Rate {
  burst: number;
  perSecond: number;
}

const MAX_REMEMBERED = 10_000;
/** Until when a key is known to have nothing left. A flood is refused by this, and costs the database no statement a call. */
const emptyUntil = () => processWide("rate-limits", () => new Map<string, number>());

/**
 * Takes one call from the bucket of `key`, which all processes share. Returns the seconds to wait when it holds none, or 0. `key`
 * is hashed: it may be of an address.
 */
export async function takeToken(key: string, { burst, perSecond }: Rate): Promise<number> {
  const known = secondsUntilToken(key);
  if (known > 0) return known;
  // SQL, because a sum and its condition in ON CONFLICT are what Prisma cannot say. One row, so calls of one key wait for each other only.
  const { rows } = await pool().query<{ wait: number }>(
    `WITH taken AS (
       INSERT INTO rate_limits AS r (key, tokens, at) VALUES ($1, $2::float8 - 1, clock_timestamp())
       ON CONFLICT (key) DO UPDATE SET
         tokens = least($2::float8, r.tokens + $3::float8 * greatest(0, extract(epoch FROM clock_timestamp() - r.at))) - 1,
         at = greatest(r.at, clock_timestamp())
         WHERE r.tokens + $3::float8 * greatest(0, extract(epoch FROM clock_timestamp() - r.at)) >= 1
       RETURNING 1
     )
     SELECT coalesce((1 - r.tokens) / $3::float8 - greatest(0, extract(epoch FROM clock_timestamp() - r.at)), 0.1)::float8 AS wait
     FROM (SELECT 1) one LEFT JOIN rate_limits r ON r.key = $1
     WHERE NOT EXISTS (SELECT FROM taken)`,
    [hashOf(key), burst, perSecond],
  );
  const refused = rows[0];
  if (refused === undefined) return 0;
  const wait = Math.max(0.001, refused.wait);
  const remembered = emptyUntil();
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(key, Date.now() + wait * 1_000);
  return wait;
}

/** What this process knows of it without asking: the seconds until there is one again; 0 where there may be one. */
export function secondsUntilToken(key: string): number {
  const until = emptyUntil().get(key);
  if (until === undefined) return 0;
  if (until > Date.now()) return (until - Date.now()) / 1_000;
  emptyUntil().delete(key);
  return 0;
}

const hashOf = (key: string): string => createHash("sha256").update(key).digest("base64url");

/** Takes one call as `takeToken` does. @throws ApiError 429 that says when to come back */
export async function limitCalls(key: string, rate: Rate): Promise<void> {
  const wait = await takeToken(key, rate);
  if (wait > 0) throw tooManyCalls(rate, wait);
}

export function tooManyCalls({ burst, perSecond }: Rate, wait: number): ApiError {
  const seconds = Math.max(1, Math.ceil(wait));
  const [per, each] =
    perSecond >= 1 ? ["second", perSecond] : perSecond * 60 >= 1 ? ["minute", perSecond * 60] : ["hour", perSecond * 3_600];
  return new ApiError(
    429,
    `At most ${burst} of these calls are served at once, and ${Math.round(each)} a ${per} in the long run; try again in ${seconds} s.`,
    { code: "too-many-calls", headers: { "retry-after": String(seconds) } },
  );
}

/** A person exports now and then; more is somebody taking all contacts along. @throws ApiError 429 */
export const limitExports = (actor: { id: string }): Promise<void> =>
  limitCalls(`export:${actor.id}`, { burst: 10, perSecond: 10 / 3_600 });
