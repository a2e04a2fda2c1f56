import type { Context } from "#lib/engine/types.ts";
import { toStatusError } from "../graph-error.ts";
import { contactOf, type Draft, plan, putEntry, putNumber } from "./draft.ts";
import type { BusinessNumber, BusinessStatus, ChatEntry, Contact } from "../types.ts";
import { tell } from "./webhooks.ts";

/** What becomes of a message of ours after it was taken: how far it comes, and what Meta tells of that. */

const RANK: Record<BusinessStatus | "held", number> = { held: 0, accepted: 1, sent: 2, delivered: 3, read: 4, played: 5, failed: 6 };

/** The way of a message that was just taken. */
export function planProgress(
  draft: Draft,
  number: BusinessNumber,
  contact: Contact,
  entry: ChatEntry,
  fate: "arrives" | "stays" | "fails",
): void {
  const { sent, delivered, read } = draft.state.settings.pace;
  const step = (status: BusinessStatus, after: number) =>
    plan(draft, { what: "progress", phoneNumberId: number.id, key: contact.key, wamid: entry.wamid, status, at: draft.now + after });
  if (fate === "fails") return step("failed", sent);
  step("sent", sent);
  if (fate === "arrives") {
    step("delivered", delivered);
    // A reaction shows; there is nothing to be read in it.
    if (contact.reads && entry.body["type"] !== "reaction") step("read", delivered + read);
  }
}

/** A message of ours has come this far. */
export function progress(draft: Draft, phoneNumberId: string, key: string, wamid: string, status: BusinessStatus): void {
  const number = draft.state.numbers[phoneNumberId];
  const contact = contactOf(draft, phoneNumberId, key);
  const entry = contact?.chat.find((each) => each.wamid === wamid);
  if (number === undefined || contact === null || entry === undefined) return;
  if (RANK[status] <= RANK[entry.status]) return;
  // In airplane mode nothing arrives; it does when the mode ends.
  if (RANK[status] > RANK.sent && status !== "failed" && !contact.online) return;
  if (entry.body["type"] === "reaction" && status !== "sent" && status !== "failed") return;
  const priced = status === "sent" ? { ...entry, pricing: priceOf(draft, number, contact, entry) } : entry;
  putEntry(draft, phoneNumberId, contact, { ...priced, status });
  tellStatus(draft, phoneNumberId, contact, { ...priced, status }, status);
}

/** Meta's word of a message, also one that is not true. */
export function tellStatus(draft: Draft, phoneNumberId: string, contact: Contact, entry: ChatEntry, status: string, code?: number): void {
  const number = draft.state.numbers[phoneNumberId];
  if (number === undefined || number.faults.forget_statuses.some((kind) => kind === status)) return;
  const failed = status === "failed";
  const error = code === undefined ? entry.error : { code, details: "Told on command." };
  const hidden = contact.waId === null || contact.username !== null;
  const free = contact.freeEntryUntil !== null && contact.freeEntryUntil > draft.now;
  const told: Context = {
    id: entry.wamid,
    status,
    timestamp: String(Math.floor(draft.now / 1_000)),
    ...(hidden ? {} : { recipient_id: contact.waId }),
    // Meta leaves it out of a failure of what was sent to a number.
    ...(contact.userId === null || (failed && !entry.byUserId) ? {} : { recipient_user_id: contact.userId }),
    ...(free && status === "sent" ? { conversation: conversationOf(contact) } : {}),
    ...(entry.pricing !== null && (status === "sent" || status === "delivered") ? { pricing: entry.pricing as Context } : {}),
    ...(failed ? { errors: [toStatusError(error ?? { code: 131000, details: "Told on command." }) as Context] } : {}),
    ...(entry.opaque === null ? {} : { biz_opaque_callback_data: entry.opaque }),
  };
  // A failure comes without the contact, as Meta's do.
  tell(draft, number, { kind: "status", phoneNumberId, status: told, contact: failed ? null : profileOf(contact, false) });
}

const conversationOf = (contact: Contact): Context => ({
  id: `free-entry-${contact.key}`,
  expiration_timestamp: String(Math.floor((contact.freeEntryUntil ?? 0) / 1_000)),
  origin: { type: "referral_conversion" },
});

/** Who somebody is, as webhooks name them. */
export function profileOf(contact: Contact, withName = true): Context {
  const hidden = contact.waId === null || contact.username !== null;
  return {
    ...(withName ? { profile: { name: contact.name, ...(contact.username === null ? {} : { username: contact.username }) } } : {}),
    ...(hidden ? {} : { wa_id: contact.waId }),
    ...(contact.userId === null ? {} : { user_id: contact.userId }),
  };
}

/** Service messages are free within the month's first thousand. */
const FREE_A_MONTH = 1_000;

function priceOf(draft: Draft, number: BusinessNumber, contact: Contact, entry: ChatEntry): Context {
  const category = categoryOf(draft, entry);
  const price = (type: string): Context => ({ billable: type === "regular", pricing_model: "PMP", type, category });
  if (contact.freeEntryUntil !== null && contact.freeEntryUntil > draft.now) return price("free_entry_point");
  if (category !== "service") return price("regular");
  const month = new Date(draft.now).toISOString().slice(0, 7);
  const count = (number.service.month === month ? number.service.count : 0) + 1;
  putNumber(draft, { ...number, service: { month, count } });
  return price(count <= FREE_A_MONTH ? "free_customer_service" : "regular");
}

function categoryOf(draft: Draft, { body }: ChatEntry): string {
  if (body["type"] !== "template") return "service";
  const name: unknown = Reflect.get(Object(body["template"]), "name");
  return (draft.state.settings.templates.find((template) => template.name === name)?.category ?? "UTILITY").toLowerCase();
}
