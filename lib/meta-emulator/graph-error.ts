/** What Meta answers and what it tells of a message that failed: the same error in two spellings. */

/** A refusal as the rules speak of it; `toErrorBody` and `toStatusError` write it as Meta does. */
export interface Refusal {
  code: number;
  details: string;
  subcode?: number;
}

interface Known {
  title: string;
  /** The HTTP status that it comes with; 400 unless told. */
  http?: number;
}

/** Meta's titles by code, and the HTTP status of each where it is not 400. Source: Meta's page of error codes, 2026. */
const KNOWN: Readonly<Record<number, Known>> = {
  0: { title: "AuthException", http: 401 },
  1: { title: "API Unknown", http: 500 },
  2: { title: "API Service", http: 503 },
  3: { title: "API Method", http: 403 },
  4: { title: "API Too Many Calls" },
  10: { title: "Permission Denied", http: 403 },
  33: { title: "Parameter value is not valid" },
  100: { title: "Invalid parameter" },
  190: { title: "Access token has expired", http: 401 },
  368: { title: "Temporarily blocked for policies violations", http: 403 },
  2500: { title: "Unknown path components", http: 404 },
  80007: { title: "Rate limit issues" },
  130403: { title: "Business has blocked the user" },
  130429: { title: "Rate limit hit", http: 429 },
  130472: { title: "User's number is part of an experiment" },
  130497: { title: "Business account is restricted from messaging users in this country", http: 403 },
  131000: { title: "Something went wrong", http: 500 },
  131005: { title: "Access denied", http: 403 },
  131008: { title: "Required parameter is missing" },
  131009: { title: "Parameter value is not valid" },
  131016: { title: "Service unavailable", http: 500 },
  131020: { title: "Group not found" },
  131021: { title: "Recipient cannot be sender" },
  131026: { title: "Message undeliverable" },
  131030: { title: "Recipient phone number not in allowed list" },
  131031: { title: "Account has been locked", http: 403 },
  131037: { title: "WhatsApp provided number needs display name approval before message can be sent" },
  131042: { title: "Business eligibility payment issue" },
  131045: { title: "Incorrect certificate", http: 500 },
  131047: { title: "Re-engagement message" },
  131048: { title: "Spam rate limit hit" },
  131049: { title: "This message was not delivered to maintain healthy ecosystem engagement" },
  131050: { title: "User has stopped marketing messages from this business" },
  131051: { title: "Message type unknown" },
  131052: { title: "Media download error" },
  131053: { title: "Media upload error" },
  131056: { title: "(Business Account, Consumer Account) pair rate limit hit" },
  131057: { title: "Account in maintenance mode", http: 500 },
  131060: { title: "This message is currently unavailable" },
  131062: { title: "Business-scoped user id recipients are not supported for this message" },
  132000: { title: "Number of parameters does not match the expected number of params" },
  132001: { title: "Template name does not exist in the translation" },
  132005: { title: "Translated text too long" },
  132012: { title: "Parameter format does not match format in the created template" },
  132015: { title: "Template is paused" },
  132016: { title: "Template is disabled" },
  132018: { title: "There are issues with the parameters in your template" },
  132068: { title: "Flow is in blocked state" },
  132069: { title: "Flow is in throttled state" },
  133004: { title: "Server temporarily unavailable", http: 503 },
  133010: { title: "Phone number not registered" },
  138009: { title: "Call permission request limit reached" },
  139100: { title: "Failed to block some users" },
};

export const titleOf = (code: number): string => KNOWN[code]?.title ?? "Something went wrong";

export const httpStatusOf = (code: number): number => KNOWN[code]?.http ?? (code >= 200 && code <= 299 ? 403 : 400);

/** The body of a refused call. `traceId` is Meta's name of the call in its own logs. */
export function toErrorBody({ code, details, subcode }: Refusal, traceId: string): object {
  return {
    error: {
      message: `(#${code}) ${titleOf(code)}`,
      type: "OAuthException",
      code,
      ...(subcode === undefined ? {} : { error_subcode: subcode }),
      error_data: { messaging_product: "whatsapp", details },
      fbtrace_id: traceId,
    },
  };
}

/** The same in a status or a message of a webhook. */
export function toStatusError({ code, details }: Refusal): object {
  return {
    code,
    title: titleOf(code),
    message: titleOf(code),
    error_data: { details },
    href: "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
  };
}
