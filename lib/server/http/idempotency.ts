import { createHash } from "node:crypto";
import { ApiError, badRequest } from "../platform/api-error.ts";
import { type Db, inTransaction, pool } from "../platform/db.ts";
import { idempotencyHeader } from "#lib/api/idempotency-key.ts";

/** A request that is to be done once. */
interface KeyedRequest {
  actor: string;
  key: string;
  /** Of everything that says what is wanted. */
  hash: string;
  /** Of the answer. */
  status: number;
}

/**
 * Does `work` at most once for an `Idempotency-Key`, in the caller's transaction: what is done and that it was done commit together, so a
 * process that dies leaves both or neither. Without a key it just does it.
 */
export type Once = <T extends object>(client: Db, contactId: number | null, work: () => Promise<T>) => Promise<T>;

export const unkeyed: Once = (_client, _contactId, work) => work();

/** The key of a request, or null. @throws ApiError 400 */
export function keyOf(headers: Headers): string | null {
  const parsed = idempotencyHeader.safeParse({ "Idempotency-Key": headers.get("idempotency-key") ?? undefined });
  if (!parsed.success) throw badRequest(`Idempotency-Key ${parsed.error.issues[0]?.message ?? ""}.`, { code: "invalid-idempotency-key" });
  return parsed.data["Idempotency-Key"] ?? null;
}

/** A hash by which the same wish is known, whatever the order of its fields. */
export const hashOf = (wish: unknown): string =>
  createHash("sha256")
    .update(JSON.stringify(wish, (_key, value: unknown) => (isRecord(value) ? Object.fromEntries(Object.entries(value).sort()) : value)))
    .digest("base64url");

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * What was answered to this request before; null when it is new.
 * @throws ApiError 422 (the key came with another request), 410 (its contact has been erased)
 */
export async function storedAnswer({ actor, key, hash }: Omit<KeyedRequest, "status">, db: Db = pool()): Promise<object | null> {
  // SQL, because the database's clock decides what is a day old.
  const { rows } = await db.query<{ body_hash: string; answer: object | null }>(
    "SELECT body_hash, answer FROM idempotency_keys WHERE actor = $1 AND key = $2 AND at > now() - interval '24 hours'",
    [actor, key],
  );
  const [row] = rows;
  if (row === undefined) return null;
  if (row.body_hash !== hash)
    throw new ApiError(422, "This Idempotency-Key came with another request before: use a new key for each thing to be done.", {
      code: "idempotency-key-reused",
    });
  if (row.answer === null)
    throw new ApiError(410, "This request was done before, and the contact has been erased since; nothing is done again.", {
      code: "erased",
    });
  return row.answer;
}

/** `Once` for a request with a key. @throws ApiError 409 while the same key is in another's hand, 410, 422 */
export function onceFor(request: KeyedRequest): Once {
  return async <T extends object>(client: Db, contactId: number | null, work: () => Promise<T>): Promise<T> => {
    await takeKey(client, request);
    // Known to be what this operation answered, because the hash names the operation.
    const known = (await storedAnswer(request, client)) as T | null;
    if (known !== null) return known;
    const answer = await work();
    // What is there by now is more than a day old.
    await client.query(
      `INSERT INTO idempotency_keys (actor, key, body_hash, status, answer, contact_id) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (actor, key) DO UPDATE SET body_hash = excluded.body_hash, status = excluded.status, answer = excluded.answer,
         contact_id = excluded.contact_id, at = now()`,
      [request.actor, request.key, request.hash, request.status, JSON.stringify(answer), contactId],
    );
    return answer;
  };
}

/**
 * The same for work that is not one transaction (a call to others, many conversations): a transaction that does nothing else holds the key
 * meanwhile. If the process dies, the key is free again and what was done may be done again.
 */
export function onceAround<T extends object>(once: Once, work: () => Promise<T>): Promise<T> {
  if (once === unkeyed) return work();
  return inTransaction(async (client) => {
    await client.query("SET LOCAL idle_in_transaction_session_timeout = '10min'");
    return once(client, null, work);
  });
}

/** A lock that ends with the transaction, or with the process that held it. */
async function takeKey(client: Db, { actor, key }: KeyedRequest): Promise<void> {
  const { rows } = await client.query<{ taken: boolean }>("SELECT pg_try_advisory_xact_lock(hashtextextended($1, 8)) AS taken", [
    `idempotency ${actor} ${key}`,
  ]);
  if (rows[0]?.taken !== true)
    throw new ApiError(409, "The request with this Idempotency-Key is still being worked on; try again in a moment.", {
      code: "idempotency-key-in-use",
      headers: { "retry-after": "1" },
    });
}
