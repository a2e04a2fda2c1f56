import { z } from "zod";
import { ACCESS_TOKEN } from "#lib/whatsapp/access-token.ts";
import { MENDS } from "#lib/whatsapp/graph/policy.ts";
import type { ConnectionCode } from "#lib/whatsapp/graph/connection-check.ts";
import { PHONE_NUMBER_ID, PHONE_NUMBER_ID_RULE } from "#lib/whatsapp/phone-number-id.ts";
import { contract } from "./contract.ts";
import { flowIdField, smallId, timestamp } from "./ids.ts";
import { name } from "./name.ts";
import { listOf, pageQuery } from "./page.ts";

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
    default_country: z.string().nullable(),
    has_access_token: z.boolean(),
    simulated: z.boolean().meta({ description: "Without an access token messages are kept and nothing leaves." }),
    paused_until: timestamp
      .nullable()
      .meta({ description: "Sending rests until then, or until what is to be mended is; the queue waits." }),
    paused_code: z.enum(MENDS).nullable().meta({ description: "What is to be mended. null: not paused, or by a release before." }),
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
      default_country: "BR",
      has_access_token: true,
      simulated: false,
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

const defaultCountry = z
  .string("must be a text")
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{2}$/, "must be a country's two letters (ISO 3166), such as BR")
  .meta({
    description:
      "ISO 3166, two letters: phone numbers that come without their country are of this one (as it dials them, or with its code). null: WORKFLOW_DEFAULT_COUNTRY.",
  });

export const createChannelBody = z
  .strictObject({
    name,
    phone_number_id: phoneNumberId,
    display_phone_number: displayPhoneNumber.nullish(),
    access_token: accessToken.nullish(),
    default_flow_id: defaultFlowId.nullish(),
    default_country: defaultCountry.nullish(),
  })
  .meta({ id: "CreateChannel", example: { name: "Atendimento", phone_number_id: "106540352242922", default_flow_id: 1 } });

export const patchChannelBody = z
  .strictObject({
    name: name.optional(),
    phone_number_id: phoneNumberId.optional(),
    display_phone_number: displayPhoneNumber.nullish(),
    access_token: accessToken.nullish(),
    default_flow_id: defaultFlowId.nullish(),
    default_country: defaultCountry.nullish(),
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
    "Only the fields given change; null clears. The access token is write-only: `has_access_token` tells whether there is one. A new token or phone_number_id lifts a pause, and what waits is sent at once.",
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
    "For what was mended elsewhere (a payment method, a registration, a permission): what waits is sent at once. Where it is not mended, the next message pauses the channel again, and none fails.",
  permission: "channels:write",
  params: channelParams,
  status: 200,
  response: channel,
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

/** One thing that was looked at. A text for each code is in the catalogue (`settings.check_<code>`). */
export interface CheckFinding {
  code: CheckCode;
  level: "ok" | "warning" | "error";
  params: Record<string, string | number>;
}
