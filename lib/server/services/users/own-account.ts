import type { z } from "zod";
import { invalidField } from "../../platform/api-error.ts";
import type { Actor } from "../../auth/actor.ts";
import { audit } from "../../platform/audit.ts";
import { inTransaction, pool } from "../../platform/db.ts";
import { hashPassword, isPassword } from "../../platform/passwords.ts";
import type { changePasswordBody } from "#lib/api/users.ts";

/** Whether this person signs in with a password here, or only through OpenID Connect. */
export async function hasPassword(userId: number): Promise<boolean> {
  const { rows } = await pool().query<{ has: boolean }>("SELECT password_hash IS NOT NULL AS has FROM users WHERE id = $1", [userId]);
  return rows[0]?.has === true;
}

/** Changes one's own password; all of one's sessions end, this one too. @throws ApiError 422 when the current one is wrong */
export async function changeOwnPassword(actor: Actor, userId: number, body: z.output<typeof changePasswordBody>): Promise<void> {
  const { rows } = await pool().query<{ password_hash: string | null }>(
    "SELECT password_hash FROM users WHERE id = $1 AND disabled_at IS NULL",
    [userId],
  );
  const before = rows[0]?.password_hash ?? null;
  if (before === null || !(await isPassword(body.current, before))) throw invalidField(["current"], "is not your current password");
  const hash = await hashPassword(body.password);
  await inTransaction(async (client) => {
    // Only if nobody changed it meanwhile: an administrator's reset wins.
    const { rowCount } = await client.query("UPDATE users SET password_hash = $2 WHERE id = $1 AND password_hash = $3", [
      userId,
      hash,
      before,
    ]);
    if (rowCount === 0) throw invalidField(["current"], "was changed a moment ago; sign in again");
    await audit(client, actor, "user.password_changed", "user", userId);
  });
}
