import { isJsonObject } from "../../engine/context.ts";
import { inField } from "../../engine/render-field.ts";
import { renderValue } from "../../engine/template.ts";
import type { Context, Json } from "../../engine/types.ts";
import type { Environment } from "../../engine/values/environment.ts";

/** The texts in a value by their paths. */
export function textsIn(value: Json, path: string): [path: string, text: string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => textsIn(item, `${path}.${key}`));
}

/** The value with its texts filled in; one that is exactly one `{{ e }}` has e's own value. */
export function valueOf(value: Json, field: string, context: Context, env: Environment): Json {
  if (typeof value === "string") {
    const rendered = inField(field, () => renderValue(value, context, { environment: env }));
    // What a text makes is an object without a prototype, and a context is plain JSON.
    return isJsonObject({ rendered }) ? (JSON.parse(JSON.stringify(rendered)) as Json) : null;
  }
  if (Array.isArray(value)) return value.map((item, index) => valueOf(item, `${field}.${index}`, context, env));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, valueOf(item, `${field}.${key}`, context, env)]));
}
