import { z } from "zod";
import { META_LIMITS } from "#lib/whatsapp/limits.ts";
import { bigId, timestamp } from "../ids.ts";

export const simulationQuery = z.strictObject({
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
      .max(META_LIMITS.text.body, `must have at most ${META_LIMITS.text.body} characters`),
    name: z.string().max(200).optional().meta({ description: "The contact's profile name." }),
  })
  .meta({ id: "SaySimulation", example: { text: "oi", name: "Ana" } });

export const saySimulationResponse = z
  .object({ wamid: z.string() })
  .meta({ id: "SimulationSaid", example: { wamid: "wamid.SIMULATOR.0d0f" } });

export const restartSimulationResponse = z
  .object({ after: z.int() })
  .meta({ id: "SimulationRestarted", description: "Messages up to this id belong to what was.", example: { after: 99 } });

export const simulationResponse = z
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
    visits: z.array(z.object({ seq: z.int(), node_id: z.string(), transition_id: z.string().nullable() })),
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
      visits: [{ seq: 1, node_id: "hello", transition_id: "t1" }],
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

export type SimulationResponse = z.output<typeof simulationResponse>;
