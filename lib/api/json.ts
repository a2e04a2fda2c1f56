import { z } from "zod";
import { isJsonObject } from "#lib/engine/context.ts";
import { isName, nameNearest } from "#lib/engine/values/names.ts";
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

/** What an execution begins with: what texts and conditions read by name, so its keys are names. What lies deeper is data. */
export const contextInput = jsonObjectInput.superRefine((context, { addIssue }) => {
  for (const key of Object.keys(context)) {
    const message = `is no name that texts and conditions can read (letters, digits and _): write "${nameNearest(key)}"`;
    if (!isName(key)) addIssue({ code: "custom", path: [key], message });
  }
});
