import { actorName } from "#components/ui/actor-name.ts";
import type { AuditEntry } from "#lib/api/audit-log.ts";
import type { Params } from "#lib/i18n/message.ts";
import type { Translate } from "#lib/i18n/catalogue.ts";

interface Sentence {
  who: string;
  /** What was done, before and after the name of the thing. */
  before: string;
  thing: string | null;
  after: string;
  /** Where the thing can be looked at; null: nowhere any more. */
  href: string | null;
}

/** A place in a text that no text holds by itself. */
const THING = "\u0000";

/** An entry of the audit log as one would tell it. */
export function sentenceOf(entry: AuditEntry, t: Translate): Sentence {
  const details = typeof entry.details === "object" && entry.details !== null ? (entry.details as Record<string, unknown>) : {};
  const isKnown = entry.object_id !== "-";
  const name = entry.object_name ?? textOf(details["name"]) ?? textOf(details["email"]);
  const text = t.maybe(`audit.did_${keyOf(entry, details)}`, { ...paramsOf(details), thing: THING }) ?? entry.action;
  const [before = "", after = ""] = text.split(THING);
  const thing = !text.includes(THING)
    ? null
    : entry.object_type === "execution"
      ? executionName(entry, t)
      : (name ?? (isKnown ? `#${entry.object_id}` : t("settings.auditUnknown")));
  return {
    who: actorName(entry.actor, entry.actor_name, t),
    before,
    thing,
    after,
    href: entry.object_name === null ? null : hrefOf(entry),
  };
}

/** A rollback is a publish that names where it came from. */
function keyOf({ action }: AuditEntry, details: Record<string, unknown>): string {
  return action === "flow.published" && details["from_version"] !== undefined ? "flow_rolled_back" : action.replace(".", "_");
}

const executionName = ({ object_id, object_name }: AuditEntry, t: Translate): string =>
  object_name === null ? `#${object_id}` : t("settings.auditExecution", { id: object_id, name: object_name });

function hrefOf({ object_type: type, object_id: id }: AuditEntry): string | null {
  if (type === "flow") return `/console/flows/${id}`;
  if (type === "execution") return `/console/executions/${id}`;
  if (type === "contact") return `/console/contacts/${id}`;
  if (type === "channel") return "/console/settings/channels";
  if (type === "user") return "/console/settings/users";
  if (type === "calendar") return "/console/settings/calendars";
  if (type === "contact_field") return "/console/settings/fields";
  if (type === "secret") return "/console/settings/secrets";
  return type === "api_token" ? "/console/settings/tokens" : null;
}

const textOf = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

function paramsOf(details: Record<string, unknown>): Params {
  const plain = Object.entries(details).filter(
    (pair): pair is [string, string | number] => typeof pair[1] === "string" || typeof pair[1] === "number",
  );
  // A version is a name, not an amount: no thousands separator.
  const written = plain.map(([name, value]) => [name, name.endsWith("version") ? String(value) : value] as const);
  return { count: 0, ...Object.fromEntries(written), ...(typeof details["affected"] === "number" ? { count: details["affected"] } : {}) };
}
