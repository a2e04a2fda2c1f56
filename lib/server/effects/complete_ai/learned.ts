/** What models refuse is learned once, by whichever process met it, and told once. */
import type { Adjustments } from "#lib/effects/complete_ai/adjustments.ts";
import { pool } from "../../platform/db.ts";
import { log } from "../../platform/log.ts";

/** After this, what a model refused is tried again: its service may have changed. */
const REMEMBERED_DAYS = 30;

export async function adjustmentsFor(base: string, model: string): Promise<Adjustments> {
  const { rows } = await pool().query<{ adjusted: Adjustments }>(
    `SELECT adjusted FROM ai_models WHERE base = $1 AND model = $2 AND learned_at > now() - interval '${REMEMBERED_DAYS} days'`,
    [base, model],
  );
  return rows[0]?.adjusted ?? {};
}

/** In one statement, because two workers may learn at once: what is known already is not told again. */
export async function remember(base: string, model: string, learned: Adjustments): Promise<void> {
  const { rowCount } = await pool().query(
    `INSERT INTO ai_models (base, model, adjusted) VALUES ($1, $2, $3)
     ON CONFLICT (base, model) DO UPDATE SET learned_at = now(), adjusted =
       CASE WHEN ai_models.learned_at > now() - interval '${REMEMBERED_DAYS} days' THEN ai_models.adjusted ELSE '{}' END || excluded.adjusted
     WHERE NOT ai_models.adjusted @> excluded.adjusted OR ai_models.learned_at <= now() - interval '${REMEMBERED_DAYS} days'`,
    [base, model, JSON.stringify(learned)],
  );
  if (rowCount !== 0)
    log.warn({ base, model, learned }, "this model does not take these parameters: from now on they are left out or renamed");
}
