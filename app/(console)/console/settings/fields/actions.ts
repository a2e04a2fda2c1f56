"use server";
import type { ActionResult } from "#lib/action-result.ts";
import {
  type ContactFieldResponse,
  type CreateContactField,
  createContactFieldBody,
  type PatchContactField,
  patchContactFieldBody,
} from "#lib/api/contact-fields.ts";
import { idField } from "#lib/api/ids.ts";
import { cursorField, type Page } from "#lib/api/page.ts";
import { parseBody } from "#server/http/parse";
import { runServerAction } from "#server/http/server-action";
import {
  createContactField,
  listContactFields,
  patchContactField,
  removeContactField,
} from "#server/services/contact-fields/contact-fields";

export async function create(input: CreateContactField): Promise<ActionResult<ContactFieldResponse>> {
  return runServerAction("contact_fields:write", (actor) => createContactField(actor, parseBody(createContactFieldBody, input)));
}

export async function update(id: number, input: PatchContactField): Promise<ActionResult<ContactFieldResponse>> {
  return runServerAction("contact_fields:write", (actor) =>
    patchContactField(actor, parseBody(idField, id), parseBody(patchContactFieldBody, input)),
  );
}

export async function remove(id: number): Promise<ActionResult<null>> {
  return runServerAction("contact_fields:write", async (actor) => {
    await removeContactField(actor, parseBody(idField, id));
    return null;
  });
}

export async function load(cursor: string): Promise<ActionResult<Page<ContactFieldResponse>>> {
  return runServerAction("contact_fields:read", (actor) => listContactFields(actor, { cursor: parseBody(cursorField, cursor) }));
}
