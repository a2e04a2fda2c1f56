import { z } from "zod";
import { CONSENTS, LANGUAGE, LONGEST_LABEL, LONGEST_NAME, MOST_LABELS } from "#lib/engine/contact-fields/types.ts";
import { EXECUTION_STATUSES } from "#lib/engine/status.ts";
import { contract } from "./contract.ts";
import { openapiAs, smallId, timestamp } from "./ids.ts";
import { jsonObject } from "./json.ts";
import { listOf, pageQuery } from "./page.ts";
import { contactParams } from "./params.ts";
import { quiet } from "./quiet.ts";
import { testsParam } from "./tests-param.ts";
import { timestampParam } from "./timestamp-param.ts";

const contact = z
  .object({
    id: z.int(),
    channel_id: z.int(),
    wa_id: z.string().nullable().meta({ description: "The phone number as WhatsApp knows it; a contact has this, a `user_id`, or both." }),
    user_id: z.string().nullable(),
    name: z.string().nullable(),
    fields: jsonObject,
    labels: z.array(z.string()),
    language: z.string().nullable().meta({ description: "As `pt-BR`; null: not known." }),
    consent: z.enum(CONSENTS).nullable().meta({ description: "Null: nobody has said." }),
    is_silenced: z.boolean().meta({
      description:
        "They opted out and have written nothing since: nothing is sent to them until they write, and no flow is started with them.",
    }),
    last_inbound_at: timestamp.nullable().meta({
      description:
        "The last message or call of theirs that opened the customer service window. Reactions, edits, notices and what they " +
        "say in groups open none.",
    }),
    created_at: timestamp,
  })
  .meta({
    id: "Contact",
    example: {
      id: 7,
      channel_id: 1,
      wa_id: "5511912345678",
      user_id: null,
      name: "Ana",
      fields: {},
      labels: ["vip"],
      language: "pt-BR",
      consent: null,
      is_silenced: false,
      last_inbound_at: "2026-11-23T12:00:00.000Z",
      created_at: "2026-11-23T12:00:00.000Z",
    },
  });

const openExecution = z.object({
  id: z.int(),
  flow_id: z.int(),
  flow_name: z.string(),
  status: z.enum(EXECUTION_STATUSES).meta(openapiAs({ type: "string" })),
});

const contactListed = contact
  .extend({
    is_test: z.boolean().meta({ description: "Somebody at the simulator, who tries a flow through the real pipeline." }),
    open_execution: openExecution.nullable().meta({ description: "The conversation that the contact is in." }),
    last_message: z
      .object({ direction: z.enum(["inbound", "outbound"]), type: z.string(), text: z.string(), at: timestamp })
      .nullable()
      .meta({ description: "What was said last, its beginning; null where nothing was, or it is not kept any more." }),
    window_closes_at: timestamp.nullable().meta({
      description: "Until when anything but templates may be sent: 24 hours after the contact last wrote; null when they never did.",
    }),
  })
  .meta({ id: "ContactListed" });

const contactDetail = contactListed
  .extend({
    channel_name: z.string(),
    message_count: z.int(),
    execution_count: z.int(),
    quiet: quiet.nullable(),
    unheard_count: z.int().meta({ description: "What waits in the mailbox for the conversation to take it." }),
  })
  .meta({ id: "ContactDetail" });

const label = z
  .string("must be a text")
  .trim()
  .min(1, "must not be empty")
  .max(LONGEST_LABEL, `must have at most ${LONGEST_LABEL} characters`);

const MAX_FIELDS_JSON = 64_000;

export const patchContactBody = z
  .strictObject({
    fields: z
      .record(z.string().min(1, "must have a name").max(200, "must have a name of at most 200 characters"), z.json(), "must be an object")
      .refine((fields) => JSON.stringify(fields).length <= MAX_FIELDS_JSON, `must have at most ${MAX_FIELDS_JSON} characters of JSON`)
      .refine((fields) => !Object.keys(fields).includes("__proto__"), "must not have a field __proto__")
      .optional()
      .meta({
        description: "Fields to set, by name; null removes one. Those not named stay. One of GET /contact-fields must be of its type.",
      }),
    name: z
      .string("must be a text")
      .trim()
      .min(1, "must not be empty")
      .max(LONGEST_NAME, `must have at most ${LONGEST_NAME} characters`)
      .nullish()
      .meta({ description: "That of their WhatsApp profile does not replace it. null: that of their profile, once they write." }),
    language: z
      .string("must be a text")
      .trim()
      .max(35, "must have at most 35 characters")
      .regex(LANGUAGE, "must be a language such as pt-BR")
      .nullish(),
    labels: z
      .array(label)
      .max(MOST_LABELS, `must have at most ${MOST_LABELS} labels`)
      .optional()
      .meta({ description: "All of their labels." }),
    consent: z.enum(CONSENTS).nullish().meta({ description: "`opted_out`: nothing is sent to them any more, until they write or opt in." }),
  })
  .meta({ id: "PatchContact", example: { labels: ["vip"], fields: { plano: "ouro", cidade: null } } });

export const resetResponse = z
  .object({
    execution_id: z.int().nullable().meta({ description: "The conversation that was cancelled." }),
    discarded: z.int().meta({ description: "What waited in the mailbox and is not answered any more." }),
  })
  .meta({ id: "ResetContact" });

export const erasedResponse = z
  .object({ messages: z.int(), executions: z.int() })
  .meta({ id: "ErasedContact", description: "How much was erased." });

const anyRecord = z.record(z.string(), z.unknown());

export const contactExport = z
  .object({
    exported_at: timestamp,
    contact: anyRecord,
    former_ids: z.array(anyRecord).meta({ description: "Numbers and user ids that the contact was known by." }),
    messages: z.array(anyRecord),
    media: z.array(anyRecord).meta({ description: "The files that they sent; `href` has each, for whoever may export." }),
    executions: z.array(anyRecord),
    mailbox: z.array(anyRecord),
    early_changes: z.array(anyRecord).meta({ description: "Edits and deletions of messages that have not arrived yet." }),
    scheduled_actions: z.array(anyRecord),
    calls: z.array(anyRecord),
    ai_calls: z.array(anyRecord).meta({ description: "Those of `calls` that asked a language model; use `calls`." }),
    webhook_items: z.array(anyRecord),
    idempotency_keys: z
      .array(anyRecord)
      .meta({ description: "What requests with an `Idempotency-Key` were answered about them, for a day." }),
    flow_tests: z.array(anyRecord).meta({ description: "Conversations of theirs that are kept as tests of a flow." }),
    refused_imports: z.array(anyRecord).meta({ description: "Rows of files of contacts about them that were not applied, for a week." }),
  })
  .meta({
    id: "ContactExport",
    description: "Everything that is kept about a contact; what looks like a credential in requests to others is hidden.",
  });

const yesOrNo = (description: string) => z.enum(["true", "false"]).optional().meta({ description });

export const contactsQuery = pageQuery.extend({
  search: z.string().max(200).optional().meta({ description: "Part of the name or of the phone number, however that is written." }),
  channel_id: smallId.optional(),
  is_test: testsParam,
  window_open: yesOrNo("`true`: those who may be written to now, within 24 hours of their last message; `false`: the others."),
  in_conversation: yesOrNo("`true`: those who are in a conversation with a flow; `false`: the others."),
  flow_id: smallId.optional().meta({ description: "Those who are, or were, in a conversation with this flow." }),
  label: label.optional().meta({ description: "Those who have this label." }),
  language: z
    .string()
    .max(35, "must have at most 35 characters")
    .regex(LANGUAGE, "must be a language such as pt or pt-BR")
    .optional()
    .meta({ description: "Those who speak it; `pt` finds `pt-BR` too." }),
  consent: z
    .enum([...CONSENTS, "unknown"])
    .optional()
    .meta({ description: "`unknown`: those who have said neither." }),
  field: z
    .string()
    .min(1, "must not be empty")
    .max(200, "must have at most 200 characters")
    .optional()
    .meta({ description: "Those who have this field; with `field_value`, those in whose it stands just so." }),
  field_value: z
    .string()
    .max(1_000, "must have at most 1000 characters")
    .optional()
    .meta({ description: "As people write it: `true` or `sim`, `12,5`, `2026-11-30` or `30/11/2026`, by the field's type." }),
  heard_since: timestampParam.optional().meta({ description: "Who has written at this time or later." }),
});

export const listContactsContract = contract({
  method: "GET",
  path: "/contacts",
  summary: "List contacts, newest first",
  permission: "contacts:read",
  query: contactsQuery,
  status: 200,
  response: listOf(contactListed),
});

export const getContactContract = contract({
  method: "GET",
  path: "/contacts/{id}",
  summary: "One contact, with how much there is of them",
  permission: "contacts:read",
  params: contactParams,
  status: 200,
  response: contactDetail,
});

export const patchContactContract = contract({
  method: "PATCH",
  path: "/contacts/{id}",
  summary: "Change a contact",
  description: "Only what is given changes.",
  permission: "contacts:write",
  params: contactParams,
  body: patchContactBody,
  status: 200,
  response: contactDetail,
});

export const resetContactContract = contract({
  method: "POST",
  path: "/contacts/{id}/reset",
  summary: "Get a contact out of a conversation that is stuck",
  description: "Cancels the open execution and discards what waits in the mailbox; the contact's next message begins anew.",
  permission: "contacts:write",
  params: contactParams,
  status: 200,
  response: resetResponse,
});

export const exportContactContract = contract({
  method: "GET",
  path: "/contacts/{id}/export",
  summary: "Everything that is kept about a contact",
  description: "For the person to have (LGPD art. 18, V). Recorded in the audit log.",
  permission: "contacts:export",
  params: contactParams,
  status: 200,
  response: contactExport,
  refusals: { 429: "More than ten in an hour; `Retry-After` says when to come back." },
});

export const eraseContactContract = contract({
  method: "DELETE",
  path: "/contacts/{id}",
  summary: "Erase a contact for good",
  description:
    "Messages, conversations and everything else about them is deleted and can't be brought back; repeated or late webhooks " +
    "of Meta bring nothing back. The audit log keeps who did it, and nothing about the person.",
  permission: "contacts:erase",
  params: contactParams,
  status: 200,
  response: erasedResponse,
});

export type ContactListed = z.output<typeof contactListed>;

export type ContactDetail = z.output<typeof contactDetail>;
