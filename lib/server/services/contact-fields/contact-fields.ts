import type { z } from "zod";
import type { ContactFieldResponse, createContactFieldBody, patchContactFieldBody } from "#lib/api/contact-fields.ts";
import { DEFAULT_LIMIT, type Page, type PageRequest } from "#lib/api/page.ts";
import type { FieldType } from "#lib/engine/contact-fields/types.ts";
import { fold } from "#lib/engine/values/normal-text.ts";
import type { ContactField as ContactFieldRow } from "#lib/generated/prisma/client.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { conflict, invalidField, notFound } from "../../platform/api-error.ts";
import { audit } from "../../platform/audit.ts";
import { INT4_TOP, pageOf, startBelow } from "../../platform/cursor.ts";
import { type Db, inTransaction } from "../../platform/db.ts";
import { prisma } from "../../platform/prisma.ts";

const MOST_FIELDS = 100;

/** A page of the fields of contacts, newest first. */
export async function listContactFields(actor: Actor, query: PageRequest): Promise<Page<ContactFieldResponse>> {
  allow(actor, "contact_fields:read");
  const rows = await prisma().contactField.findMany({
    where: { id: { lt: startBelow("contact-fields", query, INT4_TOP) } },
    orderBy: { id: "desc" },
    take: (query.limit ?? DEFAULT_LIMIT) + 1,
  });
  return pageOf("contact-fields", query, rows, (row) => row.id, toContactField);
}

/** @throws ApiError 409 (the key is taken; too many), 422 (choices) */
export async function createContactField(actor: Actor, body: z.output<typeof createContactFieldBody>): Promise<ContactFieldResponse> {
  allow(actor, "contact_fields:write");
  checkChoices(body.type, body.choices);
  return inTransaction(async (client) => {
    // One after the other, so that neither the count nor the key is overtaken.
    await client.query("LOCK TABLE contact_fields IN SHARE ROW EXCLUSIVE MODE");
    const keys = await prisma(client).contactField.findMany({ select: { key: true } });
    if (keys.some(({ key }) => key.toLowerCase() === body.key.toLowerCase()))
      throw conflict("contact-field-taken", `There is a field with the key "${body.key}" already.`);
    if (keys.length >= MOST_FIELDS) throw conflict("too-many-contact-fields", `There are ${MOST_FIELDS} fields already; delete one first.`);
    const row = await prisma(client).contactField.create({ data: body });
    await audit(client, actor, "contact_field.created", "contact_field", row.id, { name: row.name, key: row.key });
    return toContactField(row);
  });
}

/** Changes what is given. @throws ApiError 404, 422 (choices) */
export async function patchContactField(
  actor: Actor,
  id: number,
  body: z.output<typeof patchContactFieldBody>,
): Promise<ContactFieldResponse> {
  allow(actor, "contact_fields:write");
  return inTransaction(async (client) => {
    const before = await readRow(client, id);
    const fields = Object.keys(body);
    if (fields.length === 0) return toContactField(before);
    if (body.choices !== undefined) checkChoices(before.type, body.choices);
    const row = await prisma(client).contactField.update({
      where: { id },
      data: { name: body.name, choices: body.choices, updatedAt: new Date() },
    });
    await audit(client, actor, "contact_field.changed", "contact_field", id, { name: row.name, fields });
    return toContactField(row);
  });
}

/** What contacts hold by its name stays. @throws ApiError 404 */
export async function removeContactField(actor: Actor, id: number): Promise<void> {
  allow(actor, "contact_fields:write");
  await inTransaction(async (client) => {
    const { name, key } = await readRow(client, id);
    await prisma(client).contactField.delete({ where: { id } });
    await audit(client, actor, "contact_field.deleted", "contact_field", id, { name, key });
  });
}

/** @throws ApiError 422 */
function checkChoices(type: string, choices: readonly string[]): void {
  if (type !== "choice" && choices.length > 0) throw invalidField(["choices"], "are for fields of the type choice");
  if (type === "choice" && choices.length === 0) throw invalidField(["choices"], "must not be empty");
  if (new Set(choices.map(fold)).size < choices.length)
    throw invalidField(["choices"], "must each be written once, whatever the case and accents");
}

async function readRow(client: Db, id: number): Promise<ContactFieldRow> {
  const row = await prisma(client).contactField.findUnique({ where: { id } });
  if (row === null) throw notFound(`There is no contact field ${id}. GET /api/v1/contact-fields lists those there are.`);
  return row;
}

const toContactField = ({ id, key, name, type, choices, createdAt, updatedAt }: ContactFieldRow): ContactFieldResponse => ({
  id,
  key,
  name,
  // Only this file writes it.
  type: type as FieldType,
  choices,
  created_at: createdAt.toISOString(),
  updated_at: updatedAt.toISOString(),
});
