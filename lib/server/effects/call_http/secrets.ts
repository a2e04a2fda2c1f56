import { decryptSecret } from "../../platform/crypto.ts";
import { prisma } from "../../platform/prisma.ts";

/** A busy secret's row is not worth an update per request. */
const LAST_USED_EVERY_MS = 60_000;

export interface OpenSecret {
  value: string;
  /** Where it may go, see `mayGoTo` in lib/secrets/host.ts. */
  hosts: string[];
}

/**
 * The secrets of these names, opened for a request that is about to leave, and noted as used. Names that no secret has are
 * left out. The only place where a value is read: what it returns goes onto the wire and nowhere else.
 * @throws SettingsError when one was sealed with another key.
 */
export async function openSecrets(names: readonly string[]): Promise<Map<string, OpenSecret>> {
  if (names.length === 0) return new Map();
  const now = new Date();
  const rows = await prisma().secret.findMany({
    where: { name: { in: [...names] } },
    select: { id: true, name: true, valueEncrypted: true, hosts: true, lastUsedAt: true },
  });
  const opened = new Map(
    rows.map(({ id, name, valueEncrypted, hosts }) => [name, { value: decryptSecret(valueEncrypted, { table: "secrets", id }), hosts }]),
  );
  const stale = rows.filter(({ lastUsedAt }) => lastUsedAt === null || now.getTime() - lastUsedAt.getTime() > LAST_USED_EVERY_MS);
  if (stale.length > 0) await prisma().secret.updateMany({ where: { id: { in: stale.map(({ id }) => id) } }, data: { lastUsedAt: now } });
  return opened;
}
