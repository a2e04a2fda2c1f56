import { z } from "zod";
import { isJsonObject } from "#lib/engine/context.ts";
import type { Context } from "#lib/engine/types.ts";

/** An object that came as JSON, so that all its values are JSON, too. */
export const jsonObject = z.record(z.string(), z.unknown()) as unknown as z.ZodType<Context, Context>;

/** The same, or null; in the OpenAPI document it is anything. */
export const jsonObjectOrNull = z
  .unknown()
  .refine((value) => typeof value === "object" && !Array.isArray(value), "must be an object or null") as unknown as z.ZodType<
  Context | null,
  Context | null
>;

/** An object in a body, such as a context to start with: checked to be one that can be kept. */
export const jsonObjectInput = z.record(z.string(), z.unknown()).refine(isJsonObject, "must be a JSON object") as unknown as z.ZodType<
  Context,
  Context
>;
