import type { z } from "zod";
import { messageTypeName } from "#components/chat/registry.tsx";
import { STATUS_NAMES } from "#components/executions/status-names.ts";
import type { contactExport } from "#lib/api/contacts.ts";
import { EXECUTION_STATUSES } from "#lib/engine/status.ts";
import type { Translate } from "#lib/i18n/catalogue.ts";
import type { Locale } from "#lib/i18n/locale.ts";
import type { Moments } from "#lib/i18n/moments.ts";
import { formatPhone } from "#lib/whatsapp/phone.ts";
import { fieldText } from "./field-text.ts";

interface Words {
  t: Translate;
  locale: Locale;
  moments: Moments;
}

type Row = Record<string, unknown>;

/**
 * A contact's export as a page that the person can read: who they are to us, what was said, in which conversations. It stands alone: no
 * script, nothing from elsewhere. What is technical stays in the export as JSON.
 */
export function exportPage(exported: z.output<typeof contactExport>, { t, locale, moments }: Words): string {
  const { contact } = exported;
  const text = (row: Row, key: string) => (typeof row[key] === "string" ? row[key] : "");
  const moment = (value: unknown) => (typeof value === "string" ? moments.dateTime(value) : "—");
  const name = text(contact, "name") || (text(contact, "wa_id") === "" ? t("contacts.nameless") : formatPhone(text(contact, "wa_id")));
  const facts: [string, string][] = [
    [t("contacts.columnName"), text(contact, "name") || "—"],
    [t("contacts.exportPhone"), text(contact, "wa_id") === "" ? "—" : formatPhone(text(contact, "wa_id"))],
    [t("contacts.exportNumber"), text(contact, "channel")],
    [t("contacts.since"), moment(contact["created_at"])],
    [t("contacts.lastWrote"), moment(contact["last_inbound_at"])],
    ...exported.former_ids.map((former): [string, string] => [t("contacts.exportFormer"), text(former, "former_id")]),
  ];
  const fields = Object.entries((contact["fields"] ?? {}) as Record<string, Parameters<typeof fieldText>[0]>);
  const said = (row: Row): string[] => {
    const who = text(row, "direction") === "inbound" ? name : t("contacts.exportWe");
    const words = text(row, "text") || `(${messageTypeName(text(row, "type"), locale)})`;
    const gone = row["deleted_at"] === null || row["deleted_at"] === undefined ? "" : ` (${t("executions.deleted")})`;
    return [moment(row["sent_at"] ?? row["created_at"]), who, words + gone];
  };
  const held = (row: Row): string[] => {
    const status = EXECUTION_STATUSES.find((each) => each === row["status"]);
    return [text(row, "flow"), moment(row["started_at"]), moment(row["ended_at"]), status === undefined ? "" : t(STATUS_NAMES[status])];
  };
  return [
    `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">`,
    `<title>${escaped(name)}</title><style>${STYLE}</style></head><body>`,
    `<h1>${escaped(t("contacts.exportTitle", { name }))}</h1>`,
    `<p>${escaped(t("contacts.exportMade", { at: moments.dateTime(exported.exported_at) }))}</p>`,
    table([], facts),
    section(
      t("contacts.fields"),
      fields.length === 0 ? t("contacts.noFields") : null,
      table(
        [],
        fields.map(([key, value]) => [key, fieldText(value)]),
      ),
    ),
    section(
      t("contacts.messages"),
      exported.messages.length === 0 ? t("contacts.nothingSaid") : null,
      table([t("contacts.exportWhen"), t("contacts.exportWho"), t("contacts.exportSaid")], exported.messages.map(said)),
    ),
    section(
      t("contacts.executions"),
      exported.executions.length === 0 ? t("contacts.executionCount", { count: 0 }) : null,
      table(
        [t("executions.columnFlow"), t("executions.columnStarted"), t("contacts.exportEnded"), t("executions.columnStatus")],
        exported.executions.map(held),
      ),
    ),
    "</body></html>",
  ].join("\n");
}

const section = (title: string, none: string | null, content: string): string =>
  `<h2>${escaped(title)}</h2>${none === null ? content : `<p>${escaped(none)}</p>`}`;

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [
    "<table>",
    heads.length === 0 ? "" : `<thead><tr>${heads.map((head) => `<th scope="col">${escaped(head)}</th>`).join("")}</tr></thead>`,
    "<tbody>",
    ...rows.map(
      (cells) =>
        `<tr>${cells.map((cell, index) => (heads.length === 0 && index === 0 ? `<th scope="row">${escaped(cell)}</th>` : `<td>${escaped(cell)}</td>`)).join("")}</tr>`,
    ),
    "</tbody></table>",
  ].join("");

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

const STYLE =
  "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff;overflow-wrap:anywhere}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.35rem .75rem .35rem 0;border-bottom:1px solid #ddd;white-space:pre-wrap}th{font-weight:600}";
