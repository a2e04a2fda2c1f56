import { z } from "zod";
import { problemSchema } from "#lib/engine/problem/problem-schema.ts";

export const issue = z
  .object({
    severity: z.enum(["error", "warning"]),
    code: z.string(),
    node_id: z.string().nullable(),
    transition_id: z.string().nullable(),
    field: z.string().nullable(),
    message: z.string(),
    params: z.record(z.string(), z.unknown()),
    problem: problemSchema.nullable().meta({ description: "Why an option, a text or a condition can not be read; null for other issues." }),
  })
  .meta({ id: "Issue", description: "Found before publishing. Errors refuse it, warnings do not." });
