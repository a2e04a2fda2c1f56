import type { Context } from "#lib/engine/types.ts";
import { type CallItem, readCalls } from "./calls.ts";
import { type EchoItem, readEchoes } from "./echoes.ts";
import { readProfiles } from "./inbound/profiles.ts";
import { readInboundMessage } from "./inbound/read-message.ts";
import type { InboundItem } from "./inbound/read-message.ts";
import { readMetaErrors } from "./inbound/meta-error.ts";
import { boundedJson, idOf, isObject, objectOf, textOf } from "../json/read-json.ts";
import type { Bounds, JsonObject } from "../json/read-json.ts";
import { readStatus } from "./status.ts";
import type { StatusItem } from "./status.ts";

/** News that is neither a message nor a status: calls, template reviews, account updates, errors of the number. */
export interface OtherItem {
  /** `changes[].field`; "errors" for `value.errors` of the field `messages`. */
  field: string;
  phoneNumberId: string | null;
  value: Context;
}

/** Everything of one POST, flat and in order of appearance. */
export interface ParsedWebhook {
  messages: InboundItem[];
  statuses: StatusItem[];
  /** Also among `other`, as they came. */
  calls: CallItem[];
  /** Also among `other`, as they came. */
  echoes: EchoItem[];
  other: OtherItem[];
  /** How many items could not be used. */
  rejected: number;
  /** Why, for the log: where in the body and what is wrong, never a contact's words; the first few only. */
  reasons: string[];
}

const MAX_REASONS = 10;
const OTHER: Bounds = { depth: 16, values: 2000, characters: 65_536 };

/**
 * Reads the JSON of a webhook POST. Never throws, whatever the value; one bad item never loses its neighbours, and all
 * that is returned can be stored as it is. `now` in milliseconds bounds the times that the sender claims.
 */
export function parseWebhook(body: unknown, now: number): ParsedWebhook {
  const parsed: ParsedWebhook = { messages: [], statuses: [], calls: [], echoes: [], other: [], rejected: 0, reasons: [] };
  const entries = isObject(body) ? body["entry"] : undefined;
  eachItem(parsed, entries, "entry", (entry, where) => {
    const changes = isObject(entry) ? entry["changes"] : undefined;
    eachItem(parsed, changes, `${where}.changes`, (change, at) => readChange(parsed, change, at, now));
  });
  return parsed;
}

function readChange(parsed: ParsedWebhook, change: unknown, where: string, now: number): void {
  const value = isObject(change) ? change["value"] : undefined;
  if (!isObject(change) || !isObject(value)) return reject(parsed, where, "no value");
  const phoneNumberId = idOf(objectOf(value["metadata"])["phone_number_id"], 64);
  const hasItems = value["messages"] !== undefined || value["statuses"] !== undefined;
  const field = textOf(change["field"], 64) ?? (hasItems ? "messages" : "unknown");
  if (field === "messages") return readMessagesField(parsed, value, phoneNumberId, where, now);
  if (field === "calls") parsed.calls.push(...readCalls(value, now));
  if (field === "smb_message_echoes") parsed.echoes.push(...readEchoes(value, now));
  parsed.other.push({ field, phoneNumberId, value: objectWithin(value) });
}

function readMessagesField(parsed: ParsedWebhook, value: JsonObject, phoneNumberId: string | null, where: string, now: number): void {
  const { messages, statuses, errors } = value;
  if (errors !== undefined) parsed.other.push({ field: "errors", phoneNumberId, value: { errors: readMetaErrors(errors) } });
  const profiles = readProfiles(value["contacts"]);
  if (messages !== undefined) {
    const ownNumber = textOf(objectOf(value["metadata"])["display_phone_number"], 64)?.replaceAll(/\D/g, "") ?? null;
    eachItem(parsed, messages, `${where}.messages`, (item, at) => {
      const read = phoneNumberId === null ? "no phone_number_id" : readInboundMessage(item, { phoneNumberId, ownNumber, profiles, now });
      if (typeof read === "string") reject(parsed, at, read);
      else parsed.messages.push(read);
    });
  }
  if (statuses !== undefined) {
    eachItem(parsed, statuses, `${where}.statuses`, (item, at) => {
      const read = phoneNumberId === null ? "no phone_number_id" : readStatus(item, { phoneNumberId, profiles, now });
      if (typeof read === "string") reject(parsed, at, read);
      else parsed.statuses.push(read);
    });
  }
  if (errors === undefined && messages === undefined && statuses === undefined) reject(parsed, where, "nothing in it");
}

function eachItem(parsed: ParsedWebhook, list: unknown, where: string, read: (item: unknown, where: string) => void): void {
  if (!Array.isArray(list)) return reject(parsed, where, "not a list");
  for (let index = 0; index < list.length; index += 1) read(list[index], `${where}[${index}]`);
}

function reject(parsed: ParsedWebhook, where: string, why: string): void {
  parsed.rejected += 1;
  if (parsed.reasons.length < MAX_REASONS) parsed.reasons.push(`${where}: ${why}`);
}

function objectWithin(value: JsonObject): Context {
  const copy = boundedJson(value, OTHER);
  return typeof copy === "object" && copy !== null && !Array.isArray(copy) ? copy : {};
}
