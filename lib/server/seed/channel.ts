import { pool } from "../db.ts";
import type { Env } from "../env.ts";
import { encryptSecret } from "../secrets.ts";

/** The number that the terminal chat and the first webhooks speak to when no real one is configured. */
export const SIMULATED_PHONE_NUMBER_ID = "simulated";

type Settings = Pick<Env, "WORKFLOW_WHATSAPP_PHONE_NUMBER_ID" | "WORKFLOW_WHATSAPP_ACCESS_TOKEN">;

/**
 * The bootstrap channel: the number of the WORKFLOW_WHATSAPP_* variables, whose token follows the environment at each
 * start, or a simulated one. Its name and default flow are the operators' to change.
 */
export async function seedChannel({ WORKFLOW_WHATSAPP_PHONE_NUMBER_ID: phoneNumberId, WORKFLOW_WHATSAPP_ACCESS_TOKEN: token }: Settings): Promise<void> {
  if (phoneNumberId === undefined) {
    await pool().query("INSERT INTO channels (name, phone_number_id) SELECT 'Simulado', $1 WHERE NOT EXISTS (SELECT FROM channels) ON CONFLICT DO NOTHING", [SIMULATED_PHONE_NUMBER_ID]);
    return;
  }
  await pool().query(
    `INSERT INTO channels (name, phone_number_id, access_token_encrypted) VALUES ('WhatsApp', $1, $2)
     ON CONFLICT (phone_number_id) DO UPDATE SET access_token_encrypted = coalesce(excluded.access_token_encrypted, channels.access_token_encrypted), status = 'active', paused_until = NULL, paused_reason = NULL`,
    [phoneNumberId, token === undefined ? null : encryptSecret(token)],
  );
}
