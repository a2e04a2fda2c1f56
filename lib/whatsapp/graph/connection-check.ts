/** What Graph's response to `GET /{phone_number_id}` says about a channel: whether it can send, and if not, what to mend. */
import { classifyGraphResponse, classifyNetworkError, type GraphResponse, type NetworkError } from "./errors.ts";
import type { Mend } from "./policy.ts";
import { objectOf, textOf } from "../../json/read-json.ts";

/** The fields that the check asks for. Source: Meta's reference of the WhatsApp Business phone number node. */
export const NUMBER_FIELDS = "id,display_phone_number,verified_name,quality_rating,platform_type,code_verification_status";

export type ConnectionCode = "connected" | "not_cloud_api" | "meta_down" | "refused" | Mend;

export interface ConnectionFinding {
  code: ConnectionCode;
  /** For the text in the reader's language: the number and its name, or what Meta said. Free of tokens. */
  params: Record<string, string | number>;
}

export function diagnoseNumber(answer: GraphResponse): ConnectionFinding {
  const body = objectOf(answer.body);
  const number = textOf(body["display_phone_number"], 64);
  if (answer.status === 200 && textOf(body["id"], 64) !== null) {
    const params = {
      number: number ?? "",
      name: textOf(body["verified_name"], 200) ?? "",
      quality: textOf(body["quality_rating"], 32) ?? "",
    };
    const platform = textOf(body["platform_type"], 32);
    return { code: platform === null || platform === "CLOUD_API" ? "connected" : "not_cloud_api", params };
  }
  const outcome = classifyGraphResponse(answer);
  // A response that no send would bring: neither an error nor the number that was asked for.
  if (outcome.kind === "sent" || (answer.status <= 299 && outcome.code === null))
    return { code: "not_graph", params: { said: `HTTP ${answer.status}` } };
  const params = { said: saidOf(outcome), meta_code: outcome.code ?? answer.status };
  return { code: outcome.mend ?? (outcome.errorClass === "transient" ? "meta_down" : "refused"), params };
}

/** Source: Meta's reference of the application node, read with the app's own token (`<app id>|<app secret>`). */
export const APP_FIELDS = "id,name";

export interface AppFinding {
  code: "app_known" | "app_unknown" | "app_secret_wrong" | ConnectionCode;
  params: Record<string, string | number>;
}

/** Codes with which Graph refuses an app's own token: 101 where there is no such app, 190 and 1 where the secret is not its. */
const APP_UNKNOWN = 101;
const APP_SECRET_WRONG = new Set([1, 190]);

/** What Graph's response to `GET /{app_id}` says about the app's secret. */
export function diagnoseApp(answer: GraphResponse, appId: string): AppFinding {
  const body = objectOf(answer.body);
  if (answer.status === 200 && textOf(body["id"], 64) === appId)
    return { code: "app_known", params: { name: textOf(body["name"], 200) ?? "" } };
  const outcome = classifyGraphResponse(answer);
  if (outcome.kind === "sent" || (answer.status <= 299 && outcome.code === null))
    return { code: "not_graph", params: { said: `HTTP ${answer.status}` } };
  const params = { said: saidOf(outcome), meta_code: outcome.code ?? answer.status };
  if (outcome.code === APP_UNKNOWN || outcome.mend === "unknown_number") return { code: "app_unknown", params };
  if (outcome.code !== null && APP_SECRET_WRONG.has(outcome.code) && answer.status < 500) return { code: "app_secret_wrong", params };
  return { code: outcome.mend ?? (outcome.errorClass === "transient" ? "meta_down" : "refused"), params };
}

export function diagnoseNetwork(error: NetworkError): ConnectionFinding {
  const { title, mend } = classifyNetworkError(error);
  return { code: mend ?? "unreachable", params: { said: title } };
}

const saidOf = ({ title, details }: { title: string; details: string | null }): string =>
  details === null ? title : `${title} ${details}`;
