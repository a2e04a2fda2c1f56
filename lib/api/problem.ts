import { z } from "zod";
import { issue } from "./issue.ts";

const inputError = z.object({
  pointer: z.string().optional(),
  parameter: z.string().optional(),
  message: z.string(),
  code: z.string().optional(),
  params: z.record(z.string(), z.unknown()).optional(),
});

/** What every refusal of the API is. */
export const problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: "What is wrong and what to do." }),
    instance: z.string().optional(),
    issues: z.array(issue).optional().meta({ description: "Of a draft that can not be published." }),
    current_revision: z.int().optional().meta({ description: "Of a draft whose `revision` was stale." }),
    flows: z
      .array(z.object({ id: z.int(), name: z.string() }).loose())
      .optional()
      .meta({ description: "Of a secret that is in use." }),
    limit: z.string().optional().meta({ description: "Of a file that is too large: how large it may be." }),
    errors: z.array(inputError).optional(),
  })
  .meta({
    id: "Problem",
    description: "RFC 9457. Some kinds have more members than these.",
    example: {
      type: "urn:siga:problem:invalid-input",
      title: "Unprocessable Entity",
      status: 422,
      detail: "/name: is required: text.",
      errors: [{ pointer: "/name", message: "is required: text", code: "required", params: { expected: "string" } }],
    },
  });

/** The part of a problem's `type` before the word that programs can tell the case by. */
export const PROBLEM_TYPE = "urn:siga:problem:";

/**
 * One thing wrong with the input: where, as a JSON Pointer (RFC 6901) or a parameter's name, and what to do. `code` and
 * `params` say what is wrong (`wrong-type`, and with what) to those who word it in another language.
 */
export type InputError = z.output<typeof inputError>;
