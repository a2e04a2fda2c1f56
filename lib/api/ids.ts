import { z } from "zod";

/** For parameters that arrive as text: what the OpenAPI document says they are, in place of how they are parsed. */
export const openapiAs = (shown: Record<string, unknown>) => ({
  override: ({ jsonSchema }: { jsonSchema: Record<string, unknown> }) => {
    for (const key of Object.keys(jsonSchema)) if (key !== "description") delete jsonSchema[key];
    Object.assign(jsonSchema, shown);
  },
});

const numeric = (max: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,15}$/, "must be a whole number from 1")
    .transform(Number)
    .pipe(z.number().max(max, "is larger than any id"))
    .meta(openapiAs({ type: "integer", minimum: 1 }));

/** Ids in addresses: flows and channels are int4, the rest int8 (of which JSON can carry 53 bits). */
export const smallId = numeric(2_147_483_647);
export const bigId = numeric(Number.MAX_SAFE_INTEGER);

/** Yes or no in a query; not given, it is no. */
export const flagParam = (description: string) =>
  z
    .enum(["true", "false"], "must be true or false")
    .transform((word) => word === "true")
    .optional()
    .meta({ ...openapiAs({ type: "boolean", default: false }), description });

/** An id of anything that a server action takes. */
export const idField = z.int().positive();

/** A moment that a server action takes, in milliseconds: within what a date can be. */
export const momentField = z.int().min(0).max(8_640_000_000_000_000);

/** Ids in bodies. */
export const flowIdField = z
  .int("must be the number of a flow")
  .min(1, "must be the number of a flow")
  .max(2_147_483_647, "must be the number of a flow");

/** Timestamps as JSON carries them. */
export const timestamp = z.string().meta({ format: "date-time", example: "2026-11-23T12:00:00.000Z" });
