import type { Mend } from "#lib/whatsapp/graph/policy.ts";
import { liftPause } from "../../state/channel-pause.ts";
import { inTransaction, pool } from "../../platform/db.ts";
import { type Env, SettingsError } from "../../platform/env.ts";
import { decryptSecret, encryptSecret } from "../../platform/crypto.ts";
import { prisma } from "../../platform/prisma.ts";

/** The number that the terminal chat and the first webhooks speak to when no real one is configured. */
export const SIMULATED_PHONE_NUMBER_ID = "simulated";

type Settings = Pick<Env, "WORKFLOW_WHATSAPP_PHONE_NUMBER_ID" | "WORKFLOW_WHATSAPP_ACCESS_TOKEN">;

/**
 * The bootstrap channel: the number of the WORKFLOW_WHATSAPP_* variables, or a simulated one. The environment is where its
 * token is changed: one that the console gave it or took from it is the environment's again after the next start. A token
 * that the channel does not have yet also makes it active and lifts a pause, which may have been about the old one; a start
 * with the same token leaves both, and its name and default flow always, as people and Meta's responses have them.
 */
export async function seedChannel({
  WORKFLOW_WHATSAPP_PHONE_NUMBER_ID: phoneNumberId,
  WORKFLOW_WHATSAPP_ACCESS_TOKEN: token,
}: Settings): Promise<void> {
  if (phoneNumberId === undefined) {
    const anyone = await prisma().channel.findFirst({ select: { id: true } });
    if (anyone === null) await insert(prisma(), "Simulado", SIMULATED_PHONE_NUMBER_ID);
    return;
  }
  await inTransaction(async (client) => {
    await insert(prisma(client), "WhatsApp", phoneNumberId);
    // SQL, because Prisma takes no locks.
    const { rows } = await client.query<{ id: number; sealed: string | null }>(
      "SELECT id, access_token_encrypted AS sealed FROM channels WHERE phone_number_id = $1 FOR UPDATE",
      [phoneNumberId],
    );
    const [row] = rows;
    // The environment wins for the number that it names, and its app is the environment's.
    await prisma(client).channel.updateMany({ where: { phoneNumberId, metaAppId: { not: null } }, data: { metaAppId: null } });
    if (row === undefined || token === undefined || opened(row) === token) return;
    await prisma(client).channel.update({
      where: { phoneNumberId },
      data: { accessTokenEncrypted: encryptSecret(token, { table: "channels", id: row.id }), status: "active" },
      select: { id: true },
    });
    await liftPause(client, row.id);
  });
}

/** What this machine's settings can be at fault for: a start may come with others. */
const OF_SETTINGS: Mend[] = ["not_graph", "untrusted", "unreachable", "token_sealed"];

/** Whether the settings that made channels pause were mended, their next message shows. */
export async function liftPausesOfSettings(): Promise<void> {
  const paused = await prisma().channel.findMany({ where: { pausedCode: { in: OF_SETTINGS } }, select: { id: true } });
  for (const { id } of paused) await liftPause(pool(), id);
}

const insert = (db: ReturnType<typeof prisma>, name: string, phoneNumberId: string) =>
  db.channel.createMany({ data: { name, phoneNumberId }, skipDuplicates: true });

/** Null also for one that another key sealed: it is of no use to us, so the environment's takes its place. */
function opened({ id, sealed }: { id: number; sealed: string | null }): string | null {
  try {
    return sealed === null ? null : decryptSecret(sealed, { table: "channels", id });
  } catch (error) {
    if (error instanceof SettingsError) return null;
    throw error;
  }
}
