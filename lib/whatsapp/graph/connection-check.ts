/** What Graph's response to `GET /{phone_number_id}` says about a channel: whether it can send, and if not, what to mend. */
import { classifyGraphResponse, classifyNetworkError, type GraphResponse, type NetworkError } from "./errors.ts";
import { isObject, numberOf, objectOf, textOf } from "../../json/read-json.ts";

/** The fields that the check asks for. Source: Meta's reference of the WhatsApp Business phone number node. */
export const NUMBER_FIELDS = "id,display_phone_number,verified_name,quality_rating,platform_type,code_verification_status";

export type ConnectionCode =
  | "connected"
  | "not_cloud_api"
  | "token_expired"
  | "token_invalid"
  | "permission"
  | "unknown_number"
  | "throttled"
  | "meta_down"
  | "unreachable"
  | "not_graph"
  | "refused";

export interface ConnectionFinding {
  code: ConnectionCode;
  /** For the text in the reader's language: the number and its name, or what Meta said. Free of tokens. */
  params: Record<string, string | number>;
}

/** Subcodes of error 190 for a token that was good once: expired, password changed, session invalidated. */
const EXPIRED_SUBCODES = [460, 463, 467];
/** "Object does not exist, cannot be loaded due to missing permissions": Graph does not tell the two apart. */
const MISSING_OBJECT_SUBCODE = 33;

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
  const error = isObject(body["error"]) ? body["error"] : null;
  if (error === null && answer.status < 500 && answer.status !== 429) return { code: "not_graph", params: { status: answer.status } };
  const outcome = classifyGraphResponse(answer);
  if (outcome.kind === "sent") return { code: "not_graph", params: { status: answer.status } };
  const params = {
    said: outcome.details === null ? outcome.title : `${outcome.title} ${outcome.details}`,
    meta_code: outcome.code ?? answer.status,
  };
  const subcode = numberOf(error?.["error_subcode"]);
  if (outcome.code === 190)
    return { code: subcode !== null && EXPIRED_SUBCODES.includes(subcode) ? "token_expired" : "token_invalid", params };
  if (outcome.code === 100 && (subcode === MISSING_OBJECT_SUBCODE || /does not exist/i.test(outcome.title)))
    return { code: "unknown_number", params };
  if (outcome.errorClass === "auth") return { code: "permission", params };
  if (outcome.errorClass === "throttle") return { code: "throttled", params };
  if (outcome.errorClass === "transient") return { code: "meta_down", params };
  return { code: "refused", params };
}

export function diagnoseNetwork(error: NetworkError): ConnectionFinding {
  const outcome = classifyNetworkError(error);
  return { code: "unreachable", params: { said: outcome.kind === "sent" ? "" : outcome.title } };
}
