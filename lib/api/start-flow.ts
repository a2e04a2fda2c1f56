import { z } from "zod";
import { CONTEXT_LIMIT, jsonSize } from "#lib/engine/context.ts";
import { BODY_BYTES, contract } from "./contract.ts";
import { flowIdField } from "./ids.ts";
import { contextInput } from "./json.ts";

export const startBody = z
  .object({
    flow_id: flowIdField,
    contact: z
      .string("must be a phone number as text")
      .max(64, "must be a phone number")
      .meta({
        description:
          "A phone number with + and its country code. Without them it is read as one of the channel's `default_country` (or " +
          "WORKFLOW_DEFAULT_COUNTRY), or it is the `wa_id` of a contact that is known; else the answer is 422 " +
          "`phone-without-country`.",
      }),
    context: contextInput
      .refine((context) => jsonSize(context) <= CONTEXT_LIMIT, `must be smaller than ${CONTEXT_LIMIT} characters of JSON`)
      .nullish(),
    channel_id: z
      .int("must be the number of a channel")
      .min(1, "must be the number of a channel")
      .max(2_147_483_647, "must be the number of a channel")
      .nullish(),
  })
  .meta({ id: "StartFlow", example: { flow_id: 1, contact: "+55 11 91234-5678", context: { nome: "Ana" } } });

export const startResponse = z
  .object({ execution_id: z.int(), status: z.string(), contact_id: z.int() })
  .meta({ id: "StartAnswer", example: { execution_id: 42, status: "waiting", contact_id: 7 } });

export const startFlowContract = contract({
  method: "POST",
  path: "/flows/start",
  summary: "Start a flow for a contact",
  description:
    "Runs the first nodes before it answers. A conversation that the contact has open is cancelled, because one contact has " +
    "one conversation; a trigger of the type `api` in the flow may say otherwise: `ignore` refuses the start while one is " +
    "open, `suspend` begins the flow within it and returns that execution. An HTTP request of a flow says in `X-Flow-Hop` " +
    "how many flows have started each other; above 3 nothing is started.",
  permission: "executions:write",
  body: startBody,
  idempotent: true,
  maxBytes: BODY_BYTES.context,
  status: 201,
  response: startResponse,
  refusals: {
    404: "There is no such flow.",
    422: "The body is wrong, or `phone-without-country`: nothing says which country's number it is.",
    409:
      "The flow is not published or archived, there is no active channel, the contact has opted out (`opted-out`), a " +
      "conversation is open that the flow leaves alone, or too many flows start each other.",
  },
});
