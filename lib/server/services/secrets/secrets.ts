import type { z } from "zod";
import { DEFAULT_LIMIT, type Page, type PageRequest } from "#lib/api/page.ts";
import type { createSecretBody, patchSecretBody, SecretFlow, SecretResponse } from "#lib/api/secrets.ts";
import type { Prisma } from "#lib/generated/prisma/client.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { conflict, notFound } from "../../platform/api-error.ts";
import { audit } from "../../platform/audit.ts";
import { encryptSecret } from "../../platform/crypto.ts";
import { INT4_TOP, pageOf, startBelow } from "../../platform/cursor.ts";
import { type Db, inTransaction, pool } from "../../platform/db.ts";
import { prisma } from "../../platform/prisma.ts";
import { flowsBySecret } from "./usage.ts";

/** What may leave the server; the value is read by `openSecrets` alone. */
const COLUMNS = { id: true, name: true, hosts: true, createdAt: true, updatedAt: true, lastUsedAt: true } as const;

type SecretRow = Prisma.SecretGetPayload<{ select: typeof COLUMNS }>;

/** A page of secrets, newest first, without their values, and the flows that read each. */
export async function listSecrets(actor: Actor, query: PageRequest): Promise<Page<SecretResponse>> {
  allow(actor, "secrets:read");
  const rows = await prisma().secret.findMany({
    where: { id: { lt: startBelow("secrets", query, INT4_TOP) } },
    orderBy: { id: "desc" },
    take: (query.limit ?? DEFAULT_LIMIT) + 1,
    select: COLUMNS,
  });
  const flows = await flowsBySecret(pool());
  return pageOf(
    "secrets",
    query,
    rows,
    (row) => row.id,
    (row) => toSecret(row, flows),
  );
}

/** @throws ApiError 409 (the name is taken) */
export async function createSecret(actor: Actor, body: z.output<typeof createSecretBody>): Promise<SecretResponse> {
  allow(actor, "secrets:write");
  const { name, hosts } = body;
  return inTransaction(async (client) => {
    if ((await prisma(client).secret.findUnique({ where: { name }, select: { id: true } })) !== null)
      throw conflict("secret-name-taken", `There is a secret "${name}" already. PATCH that one, or choose another name.`);
    // SQL, because the value is sealed for its row, whose id comes first.
    const { rows } = await client.query<{ id: number }>("SELECT nextval('secrets_id_seq') AS id");
    const id = rows[0]?.id ?? NaN;
    const valueEncrypted = encryptSecret(body.value, { table: "secrets", id });
    const row = await prisma(client).secret.create({ data: { id, name, hosts, valueEncrypted }, select: COLUMNS });
    await audit(client, actor, "secret.created", "secret", row.id, { name, hosts });
    return toSecret(row, await flowsBySecret(client));
  });
}

/**
 * Replaces the value, the hosts, or both.
 * @throws ApiError 404
 */
export async function patchSecret(actor: Actor, name: string, body: z.output<typeof patchSecretBody>): Promise<SecretResponse> {
  allow(actor, "secrets:write");
  return inTransaction(async (client) => {
    const before = await readSecret(client, name);
    const fields = Object.keys(body);
    if (fields.length === 0) return toSecret(before, await flowsBySecret(client));
    const row = await prisma(client).secret.update({
      where: { id: before.id },
      data: {
        ...(body.value !== undefined && { valueEncrypted: encryptSecret(body.value, { table: "secrets", id: before.id }) }),
        ...(body.hosts !== undefined && { hosts: body.hosts }),
        updatedAt: new Date(),
      },
      select: COLUMNS,
    });
    await audit(client, actor, "secret.changed", "secret", row.id, {
      name,
      fields,
      ...(body.hosts !== undefined && { hosts: body.hosts, hosts_before: before.hosts }),
    });
    return toSecret(row, await flowsBySecret(client));
  });
}

/**
 * Deletes a secret. With `force` also one that flows read: their requests fail from then on.
 * @throws ApiError 404, 409 that names the flows
 */
export async function removeSecret(actor: Actor, name: string, force: boolean): Promise<void> {
  allow(actor, "secrets:write");
  await inTransaction(async (client) => {
    const { id } = await readSecret(client, name);
    const flows = (await flowsBySecret(client)).get(name) ?? [];
    if (flows.length > 0 && !force) throw inUse(name, flows);
    const { count } = await prisma(client).secret.deleteMany({ where: { id } });
    if (count === 0) throw missing(name);
    await audit(client, actor, "secret.deleted", "secret", id, { name, ...(flows.length > 0 && { flows: flows.map((flow) => flow.id) }) });
  });
}

async function readSecret(db: Db, name: string): Promise<SecretRow> {
  const row = await prisma(db).secret.findUnique({ where: { name }, select: COLUMNS });
  if (row === null) throw missing(name);
  return row;
}

const missing = (name: string) => notFound(`There is no secret "${name}". GET /api/v1/secrets lists those there are.`);

function inUse(name: string, flows: readonly SecretFlow[]) {
  const named = flows
    .slice(0, MOST_NAMED)
    .map((flow) => `"${flow.name}" (${flow.id})`)
    .join(", ");
  const more = flows.length > MOST_NAMED ? ` and ${flows.length - MOST_NAMED} more` : "";
  return conflict(
    "secret-in-use",
    `The secret "${name}" is read by the flows ${named}${more}. Take it out of them, or delete it with ?force=true: their requests fail then.`,
    { flows },
  );
}

const MOST_NAMED = 5;

const toSecret = (row: SecretRow, flows: Map<string, SecretFlow[]>): SecretResponse => ({
  name: row.name,
  hosts: row.hosts,
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
  last_used_at: row.lastUsedAt?.toISOString() ?? null,
  flows: flows.get(row.name) ?? [],
});
