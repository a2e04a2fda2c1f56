import { pool } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { hashPassword } from "../../platform/passwords.ts";

/** The first administrator, from WORKFLOW_ADMIN_EMAIL and WORKFLOW_ADMIN_PASSWORD; only where nobody can sign in yet. */
export async function seedAdmin({
  WORKFLOW_ADMIN_EMAIL: email,
  WORKFLOW_ADMIN_PASSWORD: password,
}: Pick<Env, "WORKFLOW_ADMIN_EMAIL" | "WORKFLOW_ADMIN_PASSWORD">): Promise<boolean> {
  const { rowCount: users } = await pool().query("SELECT 1 FROM users LIMIT 1");
  if ((users ?? 0) > 0 || password === undefined) return false;
  const { rowCount } = await pool().query(
    "INSERT INTO users (email, name, role, password_hash) VALUES ($1, 'Admin', 'admin', $2) ON CONFLICT (email) DO NOTHING",
    [email.toLowerCase(), await hashPassword(password)],
  );
  return rowCount === 1;
}
