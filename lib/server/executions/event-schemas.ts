import { z } from "zod";
import type { Event } from "#lib/engine/types.ts";
import { graph } from "../flows/schemas.ts";

const event = z.custom<Event>((value) => typeof value === "object" && value !== null && "type" in value).meta({
  override: { type: "object", required: ["type", "at"], properties: { type: { type: "string" }, at: { type: "integer" } }, additionalProperties: true },
  description: "As the engine takes it; `at` in milliseconds since 1970.",
});

export const events = z
  .object({
    flow_id: z.int(),
    flow_version: z.int().nullable(),
    contact: z.object({ name: z.string().nullable(), phone: z.string().nullable() }),
    graph,
    turns: z.array(z.array(event)).meta({ description: "Events that were handed to the engine together, in order; empty when they are not all kept any more." }),
    visits: z.array(z.object({ node_id: z.string(), at: z.int() })).meta({ description: "What came of them; `at` in milliseconds since 1970." }),
  })
  .meta({ id: "ExecutionEvents" });

export type EventsAnswer = z.output<typeof events>;
