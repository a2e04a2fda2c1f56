import { isObject, listOf, numberOf, objectOf, textOf } from "../../json/read-json.ts";

/** One entry of an `errors[]` array in a webhook. `code` is -1 when Meta gave none. */
export type MetaError = { code: number; title: string; details: string | null };

const MAX_ERRORS = 10;
const MAX_TITLE = 256;
const MAX_DETAILS = 1024;

export function readMetaErrors(value: unknown): MetaError[] {
  const errors: MetaError[] = [];
  for (const item of listOf(value)) {
    if (errors.length === MAX_ERRORS) break;
    if (!isObject(item)) continue;
    const message = textOf(item["message"], MAX_DETAILS);
    const title = textOf(item["title"], MAX_TITLE) ?? textOf(item["message"], MAX_TITLE) ?? "";
    errors.push({
      code: numberOf(item["code"]) ?? -1,
      title,
      details: textOf(objectOf(item["error_data"])["details"], MAX_DETAILS) ?? (message === title ? null : message),
    });
  }
  return errors;
}
