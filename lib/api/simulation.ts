import { z } from "zod";
import { CALL_NAMES } from "#lib/engine/calls.ts";
import { META_LIMITS } from "#lib/whatsapp/limits.ts";
import { BODY_BYTES, contract } from "./contract.ts";
import { bigId, timestamp } from "./ids.ts";
import { jsonObject, jsonObjectInput } from "./json.ts";
import { flowParams } from "./params.ts";

const simulationQuery = z.strictObject({
  after: z
    .union([z.literal("0").transform(() => 0), bigId])
    .optional()
    .meta({ description: "Only messages with a higher id." }),
});

export const saySimulationBody = z
  .strictObject({
    text: z
      .string("must be a text")
      .min(1, "must not be empty")
      .max(META_LIMITS.text.body, `must have at most ${META_LIMITS.text.body} characters`)
      .optional(),
    tap: z
      .strictObject({
        message_id: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
        id: z.string().min(1).max(1024),
        values: jsonObjectInput.optional().meta({ description: "What is filled in first, where the tap opens a form." }),
      })
      .optional()
      .meta({ description: "Instead of a text: the id of a button or row in a message of this conversation." }),
    name: z.string().max(200).optional().meta({ description: "The contact's profile name." }),
  })
  .refine(({ text, tap }) => (text === undefined) !== (tap === undefined), { path: ["text"], error: "give either text or tap" })
  .meta({ id: "SaySimulation", example: { text: "oi", name: "Ana" } });

export const saySimulationResponse = z
  .object({ wamid: z.string() })
  .meta({ id: "SimulationSaid", example: { wamid: "wamid.SIMULATOR.0d0f" } });

const restartSimulationResponse = z
  .object({ after: z.int() })
  .meta({ id: "SimulationRestarted", description: "Messages up to this id belong to what was.", example: { after: 99 } });

const simulationResponse = z
  .object({
    version: z.int().nullable().meta({ description: "The version that the execution runs." }),
    execution: z
      .object({
        id: z.int(),
        status: z.string(),
        node_id: z.string().nullable(),
        reason: z.string().nullable(),
        context: z.record(z.string(), z.json()),
      })
      .nullable()
      .meta({ description: "The contact's newest execution." }),
    visits: z.array(z.object({ seq: z.int(), node_id: z.string(), transition_id: z.string().nullable(), outcome: z.string() })),
    messages: z.array(
      z.object({
        id: z.int(),
        direction: z.enum(["inbound", "outbound"]),
        type: z.string(),
        text: z.string(),
        data: z.record(z.string(), z.json()).nullable(),
        status: z.string(),
        wamid: z.string().nullable(),
        node_id: z.string().nullable(),
        at: timestamp,
      }),
    ),
    waiting: z.int().meta({ description: "Mailbox entries that no worker has handled yet, or that nothing waits for." }),
  })
  .meta({
    id: "Simulation",
    example: {
      version: 3,
      execution: { id: 42, status: "waiting", node_id: "name", reason: null, context: { last_message: "oi" } },
      visits: [{ seq: 1, node_id: "hello", transition_id: "t1", outcome: "left" }],
      messages: [
        {
          id: 99,
          direction: "outbound",
          type: "text",
          text: "Olá! Qual é o seu nome?",
          data: { preview_url: false },
          status: "simulated",
          wamid: null,
          node_id: "hello",
          at: "2026-11-23T12:00:00.000Z",
        },
      ],
      waiting: 0,
    },
  });

export const tryCallBody = z
  .strictObject({
    effect: z.enum(CALL_NAMES),
    request: jsonObjectInput.meta({ description: "As a node of a flow gives it: see the call's requests in an execution's history." }),
  })
  .meta({
    id: "TryCall",
    example: { effect: "complete_ai", request: { system: null, messages: [{ role: "user", content: "Qual é o horário?" }] } },
  });

const tryCallResponse = z
  .object({ result: jsonObject.meta({ description: "A failure of the other side is a result, too: the node would leave by its exit." }) })
  .meta({ id: "CallTried" });

export const tryCallContract = contract({
  method: "POST",
  path: "/calls/try",
  summary: "Make a call as a node of a flow would",
  description: "For trying a flow. What it asks for is really done; no execution hears of it, and nothing is stored.",
  permission: "flows:write",
  body: tryCallBody,
  idempotent: true,
  maxBytes: BODY_BYTES.flow,
  status: 200,
  response: tryCallResponse,
  refusals: { 429: "Too many calls; `Retry-After` says when to come back." },
});

export const readSimulationContract = contract({
  method: "GET",
  path: "/flows/{id}/simulation",
  summary: "Your own conversation with this flow through the real pipeline",
  permission: "executions:read",
  params: flowParams,
  query: simulationQuery,
  status: 200,
  response: simulationResponse,
});

export const saySimulationContract = contract({
  method: "POST",
  path: "/flows/{id}/simulation",
  summary: "Say something to the published flow through the real pipeline",
  description:
    "A signed webhook goes the whole way: stored, queued, advanced by a worker, and answered on a simulated channel of the " +
    "flow's own, from which nothing leaves.",
  permission: "executions:write",
  params: flowParams,
  body: saySimulationBody,
  idempotent: true,
  maxBytes: BODY_BYTES.flow,
  status: 201,
  response: saySimulationResponse,
  refusals: {
    404: "There is no such flow, or nothing with that id to tap in that message.",
    409: "The flow is archived or not published.",
    502: "The webhook refused the message; `detail` says why.",
  },
});

export const restartSimulationContract = contract({
  method: "DELETE",
  path: "/flows/{id}/simulation",
  summary: "Start that conversation over",
  description: "Ends the execution that is open; messages stay where they are.",
  permission: "executions:write",
  params: flowParams,
  status: 200,
  response: restartSimulationResponse,
});

export type TryCallResponse = z.output<typeof tryCallResponse>;
export type SimulationResponse = z.output<typeof simulationResponse>;
