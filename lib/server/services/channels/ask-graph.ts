import { fill } from "#lib/i18n/message.ts";
import { settingsEn } from "#lib/i18n/messages/settings.en.ts";
import { channelsEn } from "#lib/i18n/messages/channels.en.ts";
import {
  APP_FIELDS,
  type AppFinding,
  type ConnectionCode,
  type ConnectionFinding,
  diagnoseApp,
  diagnoseNetwork,
  diagnoseNumber,
  NUMBER_FIELDS,
} from "#lib/whatsapp/graph/connection-check.ts";
import type { GraphResponse } from "#lib/whatsapp/graph/errors.ts";
import { type ApiError, invalidField } from "../../platform/api-error.ts";
import { graphGet } from "./graph-get.ts";

/** Failures that pass, and say nothing about what was entered. */
export const PASSING: ReadonlySet<ConnectionCode> = new Set(["throttled", "meta_down", "not_cloud_api"]);

/** What Meta says of a number, to whom has this token. */
export const askNumber = (phoneNumberId: string, token: string): Promise<ConnectionFinding> =>
  read(`${encodeURIComponent(phoneNumberId)}?fields=${NUMBER_FIELDS}`, token, diagnoseNumber);

/**
 * What Meta says of a number before it is kept; what it is called and its phone number, where Meta tells.
 * @throws ApiError 422 at the field that is at fault, in words
 */
export async function requireNumber(phoneNumberId: string, token: string): Promise<{ number: string | null }> {
  const { code, params } = await askNumber(phoneNumberId, token);
  if (code === "connected" || PASSING.has(code)) return { number: String(params["number"] ?? "") || null };
  const field = code === "unknown_number" ? "phone_number_id" : "access_token";
  throw refusedByMeta(field, code, fill(settingsEn[`check_${code}`], "en", params), params);
}

/**
 * What Meta says of an app and its secret before they are kept.
 * @throws ApiError 422 at the field that is at fault, in words
 */
export async function requireApp(appId: string, secret: string): Promise<{ name: string | null }> {
  // Meta's own form of an app's token; in the header, because addresses are logged on the way.
  const finding = await read<AppFinding>(`${encodeURIComponent(appId)}?fields=${APP_FIELDS}`, `${appId}|${secret}`, (answer) =>
    diagnoseApp(answer, appId),
  );
  if (finding.code === "app_known") return { name: String(finding.params["name"] ?? "") || null };
  if (finding.code === "app_unknown" || finding.code === "app_secret_wrong") {
    const field = finding.code === "app_unknown" ? "app_id" : "app_secret";
    throw refusedByMeta(field, finding.code, fill(channelsEn[`said_${finding.code}`], "en", finding.params), finding.params);
  }
  if (PASSING.has(finding.code)) return { name: null };
  throw refusedByMeta("app_secret", finding.code, fill(settingsEn[`check_${finding.code}`], "en", finding.params), finding.params);
}

const refusedByMeta = (field: string, code: string, message: string, params: Record<string, string | number>): ApiError =>
  invalidField([field], message, { code, params });

async function read<Finding extends AppFinding | ConnectionFinding>(
  path: string,
  token: string,
  diagnose: (answer: GraphResponse) => Finding,
): Promise<Finding | ConnectionFinding> {
  const answer = await graphGet(path, token);
  return "failed" in answer ? diagnoseNetwork(answer.failed) : diagnose(answer);
}
