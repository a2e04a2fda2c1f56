import type { ParsedWebhook } from "#lib/whatsapp/webhook.ts";
import { pool } from "../platform/db.ts";
import { emulator } from "../platform/emulator.ts";
import { isSignedBy } from "../platform/signature.ts";

/** Whether the emulated Meta of this installation signed these bytes. What it says is good for channels without a token only. */
export function isSignedByEmulator(rawBody: Uint8Array, header: string | null): boolean {
  const emulated = emulator();
  return emulated !== null && isSignedBy(emulated.appSecret, rawBody, header);
}

/** Whether it is about no number that has a token; news of an account are about all its numbers. */
export async function isOnlyAboutSimulated({ messages, statuses, calls, echoes, other }: ParsedWebhook): Promise<boolean> {
  const named = [...messages, ...statuses, ...calls, ...echoes, ...other].map(({ phoneNumberId }) => phoneNumberId);
  // SQL, because a webhook asks it, and Prisma would take a client of its own for it.
  const { rows } = await pool().query(
    "SELECT FROM channels WHERE access_token_encrypted IS NOT NULL AND ($2 OR phone_number_id = ANY($1)) LIMIT 1",
    [named.filter((id) => id !== null), named.includes(null)],
  );
  return rows.length === 0;
}
