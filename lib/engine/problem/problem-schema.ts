import { z } from "zod";
import type { Problem } from "./problem.ts";

/** A problem as the API carries it. */
export const problemSchema: z.ZodType<Problem> = z
  .object({
    code: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number(), z.lazy(() => problemSchema)])),
    message: z.string(),
  })
  .meta({
    id: "Cause",
    description:
      "Why, as data: `code` does not change, `params` are what the sentence names (a part of it may be a cause of its own), " +
      "`message` is that sentence in English.",
  });
