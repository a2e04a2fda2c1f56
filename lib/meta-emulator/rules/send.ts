import type { Refusal } from "../graph-error.ts";
import { type CheckedReceipt, type CheckedSend, checkSend, isRefusal } from "../send/check-send.ts";
import { template } from "../send/template.ts";
import { findByUserId, findByWaId, newContact } from "./contacts.ts";
import { contactOf, draw, type Draft, newId, numberOf, ok, putContact, putEntry, refuse } from "./draft.ts";
import { pairRefusal, permissionRefusal, throughputRefusal, windowRefusal } from "./limits.ts";
import { mediaRefusal } from "./media.ts";
import { planProgress } from "./progress.ts";
import { formRefusal, templateRefusal } from "./templates.ts";
import type { Answer, BusinessNumber, ChatEntry, Contact } from "../types.ts";

/** `POST /{phone_number_id}/messages` on a number that is there: the body, the faults, the rules, and then the message is taken. */
function handleSend(draft: Draft, number: BusinessNumber, body: unknown): Answer {
  const { faults } = number;
  if (faults.throttled > 0 && draw(draft) < faults.throttled) return refuse(draft, { code: 130429, details: "Throttled on command." });
  if (faults.server_error > 0 && draw(draft) < faults.server_error)
    return refuse(draft, { code: draw(draft) < 0.5 ? 131000 : 133004, details: "A server error on command." });
  if (faults.lost_before > 0 && draw(draft) < faults.lost_before) return lost(draft);
  const checked = checkSend(body);
  if (isRefusal(checked)) return refuse(draft, checked);
  if (checked.kind === "receipt") return receive(draft, number, checked);
  if (faults.refuse_with !== null) return refuse(draft, { code: faults.refuse_with, details: "Refused on command." });
  const answer = take(draft, number, checked);
  const isLost = faults.lost_after > 0 && draw(draft) < faults.lost_after;
  return isLost && answer.kind === "json" && answer.status === 200 ? lost(draft) : answer;
}

const lost = (draft: Draft): Answer => ({ kind: "silence", how: draw(draft) < 0.5 ? "hang" : "reset", delayMs: 0 });

function take(draft: Draft, number: BusinessNumber, send: CheckedSend): Answer {
  const tooMany = throughputRefusal(draft, number);
  if (tooMany !== null) return refuse(draft, tooMany);
  if (send.group) return toGroup(draft, send);
  const contact = recipientOf(draft, number, send);
  const closed = windowRefusal(draft, contact, send);
  const refusal =
    ownNumberRefusal(number, contact) ??
    (contact.blocked ? { code: 130403, details: "The business has blocked this user." } : null) ??
    (number.faults.window_told === "answer" ? closed : null) ??
    contentRefusal(draft, number, send) ??
    permissionRefusal(draft, contact, send) ??
    pairRefusal(draft, number, contact);
  if (refusal !== null) return refuse(draft, refusal);
  return accept(draft, number, contactOf(draft, number.id, contact.key) ?? contact, send, closed);
}

/** Whoever it is for, as Meta reads the number: one without + is taken for one of the business's own country. */
function recipientOf(draft: Draft, number: BusinessNumber, { to, recipient }: CheckedSend): Contact {
  if (to === null) {
    const userId = recipient ?? "";
    const known = findByUserId(number, userId);
    return known ?? putContact(draft, number.id, newContact(userId, { waId: null, userId, name: userId }, draft.now));
  }
  const digits = to.replaceAll(/\D/g, "");
  const hasPlus = to.trim().startsWith("+");
  const waId = hasPlus ? digits : number.countryCode + digits;
  const known = findByWaId(number, waId);
  if (known !== null) return known;
  // A number with the country code twice is nobody's, and so is one longer than any.
  const onWhatsApp = hasPlus && waId.length <= 15;
  return putContact(draft, number.id, { ...newContact(waId, { waId, userId: null, name: waId }, draft.now), onWhatsApp });
}

const ownNumberRefusal = (number: BusinessNumber, { waId }: Contact): Refusal | null =>
  waId === number.displayPhoneNumber ? { code: 131021, details: "Sender and recipient phone number is the same." } : null;

function contentRefusal(draft: Draft, number: BusinessNumber, send: CheckedSend): Refusal | null {
  const { templates, forms } = draft.state.settings;
  const media = mediaRefusal(draft, number, { [send.type]: send.payload });
  if (media !== null) return media;
  if (send.type === "template") return idRefusal(draft, send) ?? templateRefusal(templates, template.parse(send.payload));
  return send.type === "interactive" && send.payload["type"] === "flow" ? formRefusal(forms, send.payload) : null;
}

/** A code goes to a number only. */
function idRefusal(draft: Draft, { to, payload }: CheckedSend): Refusal | null {
  const isCode = draft.state.settings.templates.some(({ name, category }) => name === payload["name"] && category === "AUTHENTICATION");
  return isCode && to === null ? { code: 131062, details: "Authentication templates can not be sent to a user id." } : null;
}

function accept(draft: Draft, number: BusinessNumber, contact: Contact, send: CheckedSend, closed: Refusal | null): Answer {
  const wamid = newId(draft, "wamid");
  const error = failureOf(draft, number, contact, send, closed);
  const entry: ChatEntry = {
    wamid,
    from: "business",
    at: draft.now,
    body: { type: send.type, [send.type]: send.type === "contacts" ? send.payload["items"] : send.payload },
    status: "accepted",
    error,
    quotes: send.quotes,
    opaque: send.opaque,
    pricing: null,
    byUserId: send.to === null,
    reactions: { contact: null, business: null },
    edited: false,
    deleted: false,
    stays: contact.blocks,
  };
  // What we send ends the typing, and to somebody who came from an ad begins the free time.
  const opens = contact.fromAdAt !== null && contact.freeEntryUntil === null && draft.now - contact.fromAdAt < DAY_MS;
  const answered = { ...contact, typingUntil: null, ...(opens ? { freeEntryUntil: draft.now + 3 * DAY_MS } : {}) };
  const kept = putEntry(draft, number.id, answered, entry);
  if (error === null) react(draft, number, kept, send);
  planProgress(draft, number, kept, entry, error !== null ? "fails" : contact.blocks ? "stays" : "arrives");
  return ok({
    messaging_product: "whatsapp",
    contacts: [{ input: send.to ?? send.recipient, ...(send.to === null ? { user_id: contact.userId } : { wa_id: contact.waId }) }],
    messages: [{ id: wamid, ...(send.type === "template" ? { message_status: "accepted" } : {}) }],
  });
}

const DAY_MS = 24 * 60 * 60 * 1_000;

/** What Meta finds out only after it has taken a message. */
function failureOf(draft: Draft, number: BusinessNumber, contact: Contact, send: CheckedSend, closed: Refusal | null): Refusal | null {
  const { fail_with: code } = number.faults;
  if (code !== null) return { code, details: "Failed on command." };
  if (!contact.onWhatsApp) return { code: 131026, details: "Message Undeliverable." };
  if (closed !== null) return closed;
  const unreachable = send.type === "reaction" ? unreactable(draft, contact, send.payload["message_id"]) : null;
  if (unreachable !== null) return { code: 131009, details: unreachable };
  const name = send.type === "template" ? send.payload["name"] : null;
  const category = draft.state.settings.templates.find((each) => each.name === name)?.category;
  if (category === "MARKETING" && contact.optedOut) return { code: 131050, details: "The user has stopped marketing messages." };
  return null;
}

/** Why nobody can react to this message any more; null where one can. */
function unreactable(draft: Draft, { chat }: Contact, wamid: unknown): string | null {
  const target = chat.find((entry) => entry.wamid === wamid);
  if (target === undefined) return "The message to react to is not in this chat.";
  if (target.deleted) return "The message to react to was deleted.";
  if (target.body["type"] === "reaction") return "The message to react to is a reaction itself.";
  return draft.now - target.at > 30 * DAY_MS ? "The message to react to is older than 30 days." : null;
}

function react(draft: Draft, number: BusinessNumber, contact: Contact, send: CheckedSend): void {
  if (send.type !== "reaction") return;
  const target = contact.chat.find(({ wamid }) => wamid === send.payload["message_id"]);
  const emoji = String(send.payload["emoji"]);
  if (target !== undefined)
    putEntry(draft, number.id, contact, { ...target, reactions: { ...target.reactions, business: emoji === "" ? null : emoji } });
}

function toGroup(draft: Draft, send: CheckedSend): Answer {
  return ok({
    messaging_product: "whatsapp",
    contacts: [{ input: send.to, group_id: send.to }],
    messages: [{ id: newId(draft, "wamid"), group_id: send.to }],
  });
}

/** Read, with all before it, and perhaps typing for 25 seconds. */
function receive(draft: Draft, number: BusinessNumber, receipt: CheckedReceipt): Answer {
  for (const contact of Object.values(number.contacts)) {
    const at = contact.chat.findIndex(({ wamid, from }) => from === "contact" && wamid === receipt.messageId);
    if (at < 0) continue;
    const chat = contact.chat.map((entry, index) =>
      index <= at && entry.from === "contact" && entry.status !== "held" ? { ...entry, status: "read" as const } : entry,
    );
    putContact(draft, number.id, { ...contact, chat, typingUntil: receipt.typing ? draft.now + 25_000 : contact.typingUntil });
    return ok({ success: true });
  }
  // Somebody who writes by another way may be read all the same.
  return draft.state.settings.strangers === "open" && receipt.messageId.startsWith("wamid.")
    ? ok({ success: true })
    : refuse(draft, { code: 131009, details: "Message ID is invalid." });
}

/** For callers that have the number's id only. */
export function handleSendTo(draft: Draft, phoneNumberId: string, body: unknown): Answer {
  const number = numberOf(draft, phoneNumberId);
  if (number === null)
    return refuse(draft, {
      code: 100,
      subcode: 33,
      details: `Unsupported post request. Object with ID '${phoneNumberId}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.`,
    });
  const answer = handleSend(draft, number, body);
  return { ...answer, delayMs: number.faults.answer_delay_ms };
}
