import { z } from "zod";
import { MARK_READ } from "#lib/engine/types.ts";
import { ACCESS_TOKEN } from "#lib/whatsapp/access-token.ts";
import { MENDS } from "#lib/whatsapp/graph/policy.ts";
import type { ConnectionCode } from "#lib/whatsapp/graph/connection-check.ts";
import { PHONE_NUMBER_ID, PHONE_NUMBER_ID_RULE } from "#lib/whatsapp/phone-number-id.ts";
import { APP_ID, APP_ID_RULE } from "./app-id.ts";
import { contract } from "./contract.ts";
import { flowIdField, smallId, timestamp } from "./ids.ts";
import { name } from "./name.ts";
import { listOf, pageQuery } from "./page.ts";

const markRead = z.enum(MARK_READ).meta({
  description:
    "When what a contact wrote is marked as read: `received`, as soon as it is there; `answered`, once something is sent to " +
    "them. A flow's setting comes before it.",
});

const typing = z.boolean("must be true or false").meta({
  description:
    "Whether contacts see that an answer is being written, while a language model or another system is asked; WhatsApp " +
    "marks their message as read then, too. A flow's setting comes before it.",
});

const consentWords = z
  .array(
    z.string("must be a text").trim().min(1, "must not be empty").max(100, "must have at most 100 characters"),
    "must be a list of texts",
  )
  .max(20, "must have at most 20 words");
const optOutWords = consentWords.meta({
  description:
    "Who writes just one of these, whatever the case and accents, opts out: no flow hears it, and nothing is sent to them " +
    "until they write again or opt in.",
});
const optInWords = consentWords.meta({ description: "Who writes just one of these opts in." });
const consentReply = z.string("must be a text").trim().max(1_000, "must have at most 1000 characters");
const optOutReply = consentReply.meta({ description: "What they are answered when they opt out. null: nothing." });
const optInReply = consentReply.meta({ description: "What they are answered when they opt in. null: nothing." });

export const channel = z
  .object({
    id: z.int(),
    name: z.string(),
    phone_number_id: z.string(),
    display_phone_number: z.string().nullable(),
    status: z
      .enum(["active", "unclaimed"])
      .meta({ description: "unclaimed: known from its webhooks only; messages are kept, no flow runs." }),
    default_flow_id: z.int().nullable(),
    rescue_flow_id: z.int().nullable(),
    default_country: z.string().nullable(),
    mark_read: markRead,
    typing,
    opt_out_words: optOutWords,
    opt_in_words: optInWords,
    opt_out_reply: optOutReply.nullable(),
    opt_in_reply: optInReply.nullable(),
    app_id: z
      .string()
      .nullable()
      .meta({ description: "The Meta app that signs its webhooks (GET /apps). null: the environment's, at /webhook/whatsapp." }),
    has_access_token: z.boolean(),
    simulated: z.boolean().meta({ description: "Without an access token messages are kept and nothing leaves." }),
    locked: z
      .array(z.enum(["phone_number_id", "app_id", "access_token"]))
      .meta({ description: "What the environment's WORKFLOW_WHATSAPP_* variables decide of this number; it is changed there." }),
    paused_until: timestamp
      .nullable()
      .meta({ description: "Sending rests until then, or until what is to be mended is; the queue waits." }),
    paused_code: z
      .enum([...MENDS, "by_person"])
      .nullable()
      .meta({ description: "What is to be mended; `by_person`: somebody paused it. null: not paused, or by a release before." }),
    paused_reason: z.string().nullable().meta({ description: "The same as a sentence that says what to do." }),
    paused_detail: z.string().nullable().meta({ description: "What Meta said, or how no answer of Meta's came." }),
    created_at: timestamp,
  })
  .meta({
    id: "Channel",
    example: {
      id: 1,
      name: "Atendimento",
      phone_number_id: "106540352242922",
      display_phone_number: "+55 11 4000-1234",
      status: "active",
      default_flow_id: 1,
      rescue_flow_id: null,
      default_country: "BR",
      mark_read: "answered",
      typing: true,
      opt_out_words: ["sair", "parar"],
      opt_in_words: ["voltar"],
      opt_out_reply: "Pronto: você não recebe mais mensagens nossas. Para voltar, escreva VOLTAR.",
      opt_in_reply: null,
      app_id: null,
      has_access_token: true,
      simulated: false,
      locked: [],
      paused_until: null,
      paused_code: null,
      paused_reason: null,
      paused_detail: null,
      created_at: "2026-11-23T12:00:00.000Z",
    },
  });

const phoneNumberId = z.string("must be a text").regex(PHONE_NUMBER_ID, PHONE_NUMBER_ID_RULE);

const displayPhoneNumber = z.string("must be a text").trim().max(64, "must have at most 64 characters");

const accessToken = z
  .string("must be a text")
  .regex(ACCESS_TOKEN, "must be a token without spaces or line breaks")
  .meta({ description: "Kept encrypted, never answered. null takes it away: the channel is simulated then." });

const defaultFlowId = flowIdField.meta({ description: "The flow that a contact's first message starts; null: WORKFLOW_DEFAULT_FLOW_ID." });

const rescueFlowId = flowIdField.meta({
  description:
    "The flow that begins, once for an execution, where that fails or a message of its could not be made to leave and no " +
    "way is drawn for it. It reads `rescue`: reason, code, node, node_id, flow_id, execution_id, last_message. null: none does.",
});

const defaultCountry = z
  .string("must be a text")
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{2}$/, "must be a country's two letters (ISO 3166), such as BR")
  .meta({
    description:
      "ISO 3166, two letters: phone numbers that come without their country are of this one (as it dials them, or with its " +
      "code). null: WORKFLOW_DEFAULT_COUNTRY.",
  });

const channelAppId = z
  .string("must be a text")
  .regex(APP_ID, APP_ID_RULE)
  .meta({ description: "The Meta app that signs its webhooks, one of GET /apps. null: the environment's." });

/** What may be given or left out, for a new channel as for one that is there. */
const settings = {
  display_phone_number: displayPhoneNumber.nullish(),
  access_token: accessToken.nullish(),
  app_id: channelAppId.nullish(),
  default_flow_id: defaultFlowId.nullish(),
  rescue_flow_id: rescueFlowId.nullish(),
  default_country: defaultCountry.nullish(),
  mark_read: markRead.optional(),
  typing: typing.optional(),
  opt_out_words: optOutWords.optional(),
  opt_in_words: optInWords.optional(),
  opt_out_reply: optOutReply.nullish(),
  opt_in_reply: optInReply.nullish(),
};

export const createChannelBody = z
  .strictObject({
    name,
    phone_number_id: phoneNumberId,
    ...settings,
  })
  .meta({ id: "CreateChannel", example: { name: "Atendimento", phone_number_id: "106540352242922", default_flow_id: 1 } });

export const patchChannelBody = z
  .strictObject({
    name: name.optional(),
    phone_number_id: phoneNumberId.optional(),
    ...settings,
    status: z.enum(["active", "unclaimed"]).optional(),
  })
  .meta({ id: "PatchChannel", example: { default_flow_id: 1 } });

const channelParams = z.object({ id: smallId });

export const listChannelsContract = contract({
  method: "GET",
  path: "/channels",
  summary: "List channels, newest first",
  permission: "channels:read",
  query: pageQuery,
  status: 200,
  response: listOf(channel),
});

export const createChannelContract = contract({
  method: "POST",
  path: "/channels",
  summary: "Add a channel, or claim a number known from its webhooks only",
  description:
    "An access token is checked with Meta first; what Meta refuses is a 422 at the field that is at fault. A number that " +
    "was removed comes back with its conversations.",
  permission: "channels:write",
  body: createChannelBody,
  status: 201,
  response: channel,
  refusals: { 409: "The number has a channel already." },
});

export const patchChannelContract = contract({
  method: "PATCH",
  path: "/channels/{id}",
  summary: "Change a channel",
  description:
    "Only the fields given change; null clears. The access token is write-only: `has_access_token` tells whether there is " +
    "one. A new token or phone_number_id lifts a pause, and what waits is sent at once. A token, and a number beside a " +
    "token, are checked with Meta first.",
  permission: "channels:write",
  params: channelParams,
  body: patchChannelBody,
  status: 200,
  response: channel,
  refusals: { 409: "The number has another channel." },
});

export const resumeChannelContract = contract({
  method: "POST",
  path: "/channels/{id}/resume",
  summary: "Lift a channel's pause",
  description:
    "For what was mended elsewhere (a payment method, a registration, a permission): what waits is sent at once. Where it " +
    "is not mended, the next message pauses the channel again, and none fails.",
  permission: "channels:write",
  params: channelParams,
  status: 200,
  response: channel,
});

export const pauseChannelContract = contract({
  method: "POST",
  path: "/channels/{id}/pause",
  summary: "Pause a channel",
  description: "What comes in is taken and flows go on; what they say waits until somebody resumes the channel.",
  permission: "channels:write",
  params: channelParams,
  status: 200,
  response: channel,
});

export const removeChannelContract = contract({
  method: "DELETE",
  path: "/channels/{id}",
  summary: "Remove a channel",
  description:
    "Its access token is deleted, conversations under way end as cancelled, and what waits to be sent is not sent. Contacts " +
    "and what was said are kept; what people still write is kept too, and nobody answers. Adding the number again brings it " +
    "back.",
  permission: "channels:write",
  params: channelParams,
  status: 204,
  response: null,
  refusals: { 409: "The environment names its number, or it is the simulator's own." },
});

export type ChannelResponse = z.output<typeof channel>;
export type CreateChannel = z.input<typeof createChannelBody>;
export type PatchChannel = z.input<typeof patchChannelBody>;

type CheckCode =
  | ConnectionCode
  | "simulated"
  | "token_sealed"
  | "unclaimed"
  | "paused"
  | "flow_ready"
  | "flow_unpublished"
  | "flow_none"
  | "ai_ready"
  | "ai_adjusted"
  | "ai_failed"
  | "ai_missing"
  | "heard"
  | "never_heard"
  | "webhook_unsigned"
  /** Its parameters are a WebhookRefusal. */
  | "webhook_refused";

/** What removing a channel does. */
export interface RemovalConsequences {
  /** Who has a conversation on it; they and it are kept. */
  contacts: number;
  /** Conversations that end. */
  open: number;
  /** Messages that are not sent any more. */
  queued: number;
}

/** How far the way from Meta to a channel is known to be open. */
export interface WebhookProgress {
  /** The server's clock, in milliseconds. */
  now: number;
  /** When Meta last checked the address and was given the right response. */
  verified_at: string | null;
  /** The last message since the moment that was asked for. */
  heard: { text: string; from: string } | null;
}

/** One thing that was looked at. A text for each code is in the catalogue (`settings.check_<code>`). */
export interface CheckFinding {
  code: CheckCode;
  level: "ok" | "warning" | "error";
  params: Record<string, string | number>;
}
