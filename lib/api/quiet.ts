import { z } from "zod";
import { timestamp } from "./ids.ts";

export const quiet = z
  .object({
    execution_id: z.int().meta({ description: "The conversation that has come to its end." }),
    flow_id: z.int(),
    flow_name: z.string(),
    until: timestamp.nullable().meta({ description: "Null: until a trigger begins something." }),
  })
  .meta({
    id: "Quiet",
    description:
      "The silence after an end, by the flow's `settings.after_end`: what the contact writes begins nothing; a trigger breaks it.",
    example: { execution_id: 12, flow_id: 1, flow_name: "Atendimento", until: "2026-11-23T12:10:00.000Z" },
  });

export type Quiet = z.output<typeof quiet>;
