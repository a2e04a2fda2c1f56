import type { z } from "zod";
import { DEFAULT_LIMIT, type Page, type PageRequest } from "#lib/api/page.ts";
import type { createSecretBody, patchSecretBody, SecretFlow, SecretResponse } from "#lib/api/secrets.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { conflict, notFound } from "../../platform/api-error.ts";
import { audit } from "../../platform/audit.ts";
import { encryptSecret } from "../../platform/crypto.ts";
import { pageOf, startBelow } from "../../platform/cursor.ts";
import { type Db, inTransaction, pool } from "../../platform/db.ts";
import { flowsBySecret } from "./usage.ts";

interface SecretRow {
  id: number;
  name: string;
  hosts: string[];
  created_at: Date;
  updated_at: Date;
  last_used_at: Date | null;
}

/** The columns that may leave the server; the value is read by `openSecrets` alone. */
const COLUMNS = "id, name, hosts, created_at, updated_at, last_used_at";

/** A page of secrets, newest first, without their values, and the flows that read each. */
export async function listSecrets(actor: Actor, query: PageRequest): Promise<Page<SecretResponse>> {
  allow(actor, "secrets:read");
  const [{ rows }, flows] = await Promise.all([
    pool().query<SecretRow>(`SELECT ${COLUMNS} FROM secrets WHERE id < $1::bigint ORDER BY id DESC LIMIT $2`, [
      startBelow("secrets", query),
      (query.limit ?? DEFAULT_LIMIT) + 1,
    ]),
    flowsBySecret(pool()),
  ]);
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
    const { rows } = await client.query<SecretRow>(
      `INSERT INTO secrets (name, value_encrypted, hosts) VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING RETURNING ${COLUMNS}`,
      [name, encryptSecret(body.value), hosts],
    );
    const row = rows[0];
    if (row === undefined)
      throw conflict("secret-name-taken", `There is a secret "${name}" already. PATCH that one, or choose another name.`);
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
    const before = await lockSecret(client, name);
    const fields = Object.keys(body);
    if (fields.length === 0) return toSecret(before, await flowsBySecret(client));
    const { rows } = await client.query<SecretRow>(
      `UPDATE secrets SET value_encrypted = coalesce($2, value_encrypted), hosts = coalesce($3, hosts), updated_at = now()
       WHERE id = $1 RETURNING ${COLUMNS}`,
      [before.id, body.value === undefined ? null : encryptSecret(body.value), body.hosts ?? null],
    );
    await audit(client, actor, "secret.changed", "secret", before.id, {
      name,
      fields,
      ...(body.hosts !== undefined && { hosts: body.hosts, hosts_before: before.hosts }),
    });
    return toSecret(rows[0] ?? before, await flowsBySecret(client));
  });
}

/**
 * Deletes a secret. With `force` also one that flows read: their requests fail from then on.
 * @throws ApiError 404, 409 that names the flows
 */
export async function removeSecret(actor: Actor, name: string, force: boolean): Promise<void> {
  allow(actor, "secrets:write");
  await inTransaction(async (client) => {
    const { id } = await lockSecret(client, name);
    const flows = (await flowsBySecret(client)).get(name) ?? [];
    if (flows.length > 0 && !force) throw inUse(name, flows);
    await client.query("DELETE FROM secrets WHERE id = $1", [id]);
    await audit(client, actor, "secret.deleted", "secret", id, { name, ...(flows.length > 0 && { flows: flows.map((flow) => flow.id) }) });
  });
}

async function lockSecret(db: Db, name: string): Promise<SecretRow> {
  const { rows } = await db.query<SecretRow>(`SELECT ${COLUMNS} FROM secrets WHERE name = $1 FOR UPDATE`, [name]);
  const row = rows[0];
  if (row === undefined) throw notFound(`There is no secret "${name}". GET /api/v1/secrets lists those there are.`);
  return row;
}

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

const toSecret = ({ name, hosts, created_at, updated_at, last_used_at }: SecretRow, flows: Map<string, SecretFlow[]>): SecretResponse => ({
  name,
  hosts,
  created_at: created_at.toISOString(),
  updated_at: updated_at.toISOString(),
  last_used_at: last_used_at?.toISOString() ?? null,
  flows: flows.get(name) ?? [],
});
