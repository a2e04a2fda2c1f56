import type { Context } from "../../engine/types.ts";
import { isObject } from "../../json/read-json.ts";

interface FormAnswer {
  /** Of the send that it answers; anybody can have written it. */
  token: string;
  /** What was filled in. */
  values: Context;
}

/** What a WhatsApp form brought back, from the data of a message; null where it is no such answer, or names no send. */
export function formAnswerOf(data: Readonly<Record<string, unknown>> | null | undefined): FormAnswer | null {
  const response = data?.["kind"] === "nfm_reply" ? data["response"] : undefined;
  if (!isObject(response)) return null;
  const { flow_token: token, ...values } = response;
  return typeof token === "string" && token !== "" ? { token, values: values as Context } : null;
}
