import type { Db } from "../platform/db.ts";

/** Who acts, as people call them: a user's name or address, a token's name; the id of whoever has neither. */
export async function nameOf(db: Db, actor: { id: string }): Promise<string> {
  const { rows } = await db.query<{ name: string }>(
    `SELECT coalesce((SELECT coalesce(nullif(name, ''), email) FROM users WHERE 'user:' || id = $1), (SELECT name FROM api_tokens WHERE 'token:' || id = $1), $1) AS name`,
    [actor.id],
  );
  return rows[0]?.name ?? actor.id;
}
