import { z } from "zod";
import { contactFieldParts } from "#lib/engine/contact-fields/schema.ts";
import { contract } from "./contract.ts";
import { smallId, timestamp } from "./ids.ts";
import { listOf, pageQuery } from "./page.ts";

const { key, name, type, choices } = contactFieldParts;
const EXAMPLE = { key: "plan", name: "Plano", type: "choice", choices: ["Ouro", "Prata"] } as const;

const contactField = z.object({ id: z.int(), key: z.string(), name, type, choices, created_at: timestamp, updated_at: timestamp }).meta({
  id: "ContactField",
  example: { id: 1, ...EXAMPLE, created_at: "2026-11-23T12:00:00.000Z", updated_at: "2026-11-23T12:00:00.000Z" },
});

export const createContactFieldBody = z
  .strictObject({ key, name, type, choices: choices.default([]) })
  .meta({ id: "CreateContactField", example: EXAMPLE });

export const patchContactFieldBody = z
  .strictObject({ name: name.optional(), choices: choices.optional() })
  .meta({ id: "PatchContactField", description: "`choices` is replaced whole.", example: { choices: ["Ouro", "Prata", "Bronze"] } });

const contactFieldParams = z.object({ id: smallId });

export const listContactFieldsContract = contract({
  method: "GET",
  path: "/contact-fields",
  summary: "List the fields of contacts, newest first",
  description:
    "Fields whose type somebody has said. What is written into one must be of its type: over REST, in the console, by an " +
    "import, and by a flow (`update_contact`). Contacts may have other fields, which hold anything.",
  permission: "contact_fields:read",
  query: pageQuery,
  status: 200,
  response: listOf(contactField),
});

export const createContactFieldContract = contract({
  method: "POST",
  path: "/contact-fields",
  summary: "Add a field of contacts",
  description: "What contacts hold by this name already stays as it is.",
  permission: "contact_fields:write",
  body: createContactFieldBody,
  status: 201,
  response: contactField,
  refusals: { 409: "There is a field with this key, or there are 100 already." },
});

export const patchContactFieldContract = contract({
  method: "PATCH",
  path: "/contact-fields/{id}",
  summary: "Change a field of contacts",
  description: "Its key and its type stay: flows and files are written with them.",
  permission: "contact_fields:write",
  params: contactFieldParams,
  body: patchContactFieldBody,
  status: 200,
  response: contactField,
});

export const removeContactFieldContract = contract({
  method: "DELETE",
  path: "/contact-fields/{id}",
  summary: "Delete a field of contacts",
  description: "What contacts hold by this name stays, and may be anything from then on.",
  permission: "contact_fields:write",
  params: contactFieldParams,
  status: 204,
  response: null,
});

export type ContactFieldResponse = z.output<typeof contactField>;
export type CreateContactField = z.input<typeof createContactFieldBody>;
export type PatchContactField = z.input<typeof patchContactFieldBody>;
