import type { Context, Json } from "#lib/engine/types.ts";
import { listOf, objectOf } from "#lib/json/read-json.ts";
import type { Act, ContactAct } from "../control.ts";
import { fill, FIELD_KINDS, MESSAGE_KINDS, type Values } from "../inbound/fill.ts";
import { formOfEntry, tapsOfEntry } from "../phone/taps.ts";
import { playedContact, userIdOf } from "./contacts.ts";
import { contactOf, type Draft, newId, numberOf, plan, putContact, putEntry, putNumber } from "./draft.ts";
import { mediaOf, receivedMedia } from "./media.ts";
import { profileOf, tellStatus } from "./progress.ts";
import type { BusinessNumber, ChatEntry, Contact, Media } from "../types.ts";
import { headOf, tell } from "./webhooks.ts";

/** What was done, or in words why it cannot be. */
export type ActResult = { key: string | null; wamid: string | null } | { refused: string };

const DAY_MS = 24 * 60 * 60 * 1_000;
const done = (contact: Contact | null, wamid: string | null = null): ActResult => ({ key: contact?.key ?? null, wamid });

export function perform(draft: Draft, act: Act): ActResult {
  if (act.act === "settings") {
    draft.state = { ...draft.state, settings: { ...draft.state.settings, strangers: act.strangers } };
    return done(null);
  }
  const number = numberOf(draft, act.number);
  if (number === null) return { refused: `There is no number ${act.number}.` };
  if (act.act === "faults") {
    putNumber(draft, { ...number, faults: { ...number.faults, ...withoutHoles(act.faults) } });
    return done(null);
  }
  const contact = playedContact(draft, number, { key: act.contact, waId: act.wa_id, name: act.name });
  if (contact === null) return { refused: "Say who it is: the key of a contact who is there, or a wa_id." };
  return performAs(draft, number, contact, act);
}

/** zod's optional keys may hold undefined, which is no value. */
const withoutHoles = <Values extends object>(values: Values) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Values]: Exclude<Values[Key], undefined>;
  };

function performAs(draft: Draft, number: BusinessNumber, contact: Contact, act: ContactAct): ActResult {
  switch (act.act) {
    case "say":
      return say(draft, number, contact, act.kind, act.values ?? {}, act.quote ?? null);
    case "tap":
      return tap(draft, number, contact, act.message, act.tap, act.values ?? {});
    case "react":
      return react(draft, number, contact, act.message, act.emoji);
    case "edit":
    case "delete":
      return change(draft, number, contact, act.message, act.act === "edit" ? act.text : null);
    case "tell":
      return tellField(draft, number, contact, act.kind, act.values ?? {});
    case "status": {
      const entry = contact.chat.find(({ wamid }) => wamid === act.message);
      if (entry === undefined) return { refused: "There is no such message in this chat." };
      tellStatus(draft, number.id, contact, entry, act.status, act.code);
      return done(contact, entry.wamid);
    }
    case "set":
      return set(draft, number, contact, act);
    case "read":
      arrive(draft, number, contact, "read");
      return done(contact);
    case "change_number":
      return changeNumber(draft, number, contact, act.to);
    case "close_window":
      return done(
        putContact(draft, number.id, { ...contact, lastInboundAt: draft.now - DAY_MS - 60_000, freeEntryUntil: null, fromAdAt: null }),
      );
    case "clear":
      return done(putContact(draft, number.id, { ...contact, chat: [] }));
  }
}

/** These are no turn of the contact's, so they open no window. */
const OPENS_NOTHING = new Set(["reaction", "edit", "revoke", "request_welcome"]);

function say(draft: Draft, number: BusinessNumber, contact: Contact, kind: string, values: Values, quote: string | null): ActResult {
  if (contact.blocks) return { refused: "The contact has blocked the business, and writes to it only after taking that back." };
  const own = values["file"] === undefined ? null : mediaOf(draft, String(values["file"]), number.id);
  if (values["file"] !== undefined && own === null) return { refused: "There is no such file." };
  const wamid = newId(draft, "wamid");
  const fileOf = own === null ? (mimeType: string) => file(draft, number, mimeType) : () => pointTo(own);
  const filled = withType(objectOf(fill(MESSAGE_KINDS[kind] ?? {}, { ...valuesOf(draft, number, contact), ...values }, fileOf)), own);
  const context = { ...objectOf(filled["context"]), ...(quote === null ? {} : { from: number.displayPhoneNumber, id: quote }) };
  const body = { ...filled, ...(Object.keys(context).length === 0 ? {} : { context }) } as Context;
  const entry: ChatEntry = {
    wamid,
    from: "contact",
    at: draft.now,
    body,
    status: contact.online ? "sent" : "held",
    error: null,
    quotes: typeof context.id === "string" ? context.id : null,
    opaque: null,
    pricing: null,
    byUserId: false,
    reactions: { contact: null, business: null },
    edited: false,
    deleted: false,
    stays: false,
  };
  const kept = putEntry(draft, number.id, contact, entry);
  if (contact.online) deliver(draft, number, kept, entry);
  return done(kept, wamid);
}

/** A message of the contact's leaves the phone. */
function deliver(draft: Draft, number: BusinessNumber, contact: Contact, entry: ChatEntry): void {
  const opens = !OPENS_NOTHING.has(String(entry.body["type"])) && entry.body["group_id"] === undefined;
  if (opens && !contact.blocked)
    putContact(draft, number.id, {
      ...contact,
      lastInboundAt: draft.now,
      fromAdAt: entry.body["referral"] === undefined ? contact.fromAdAt : draft.now,
      freeEntryUntil: entry.body["referral"] === undefined ? contact.freeEntryUntil : null,
    });
  // Nobody whom the business has blocked is heard.
  if (contact.blocked) return;
  const hidden = contact.waId === null || contact.username !== null;
  const message: Context = {
    ...(hidden ? {} : { from: contact.waId }),
    ...(contact.userId === null ? {} : { from_user_id: contact.userId }),
    id: entry.wamid,
    timestamp: String(Math.floor(draft.now / 1_000)),
    ...(entry.body as Context),
  };
  tell(draft, number, { kind: "message", phoneNumberId: number.id, message, contact: profileOf(contact) });
}

function file(draft: Draft, number: BusinessNumber, mimeType: string): { id: string; sha256: string } {
  const sample = draft.state.settings.samples[mimeType];
  if (sample === undefined) return { id: "0", sha256: "" };
  // One file has one id, which its hash is asked for with.
  const known = Object.values(draft.state.media).find(
    ({ blob, expiresAt, phoneNumberId }) => blob.key === sample.key && expiresAt > draft.now + DAY_MS && phoneNumberId === number.id,
  );
  return pointTo(known ?? receivedMedia(draft, number.id, sample));
}

const pointTo = ({ id, blob }: Media): { id: string; sha256: string } => ({ id, sha256: base64OfHex(blob.sha256) });

/** A file of the contact's own is of its own type. */
function withType(body: Readonly<Record<string, unknown>>, own: Media | null): Readonly<Record<string, unknown>> {
  const type = String(body["type"]);
  return own === null ? body : { ...body, [type]: { ...objectOf(body[type]), mime_type: own.blob.mimeType } };
}

/** Webhooks have hashes in base64, answers in hexadecimal. */
const base64OfHex = (hex: string): string =>
  btoa(String.fromCharCode(...(hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))));

function valuesOf(draft: Draft, number: BusinessNumber, contact: Contact): Record<string, string | number | undefined> {
  const seconds = Math.floor(draft.now / 1_000);
  return {
    own: number.displayPhoneNumber,
    number_id: number.id,
    name: contact.name,
    number: contact.waId ?? undefined,
    wa_id: contact.waId ?? undefined,
    user_id: contact.userId ?? undefined,
    time: String(seconds),
    seconds,
    wamid: newId(draft, "wamid"),
    wacid: newId(draft, "wacid"),
  };
}

function tap(draft: Draft, number: BusinessNumber, contact: Contact, wamid: string, tapId: string, given: Values): ActResult {
  const entry = contact.chat.find((each) => each.wamid === wamid);
  const tapped = entry && tapsOfEntry(draft.state.settings, entry).find(({ id }) => id === tapId);
  if (entry === undefined || tapped === undefined) return { refused: "There is nothing of that id to be tapped in this message." };
  const form = tapped.kind === "form_reply" ? formOfEntry(draft.state.settings, entry) : null;
  const json = form === null ? {} : { json: JSON.stringify({ flow_token: form.token, ...given }) };
  return say(draft, number, contact, tapped.kind, { target: wamid, ...tapped.values, ...given, ...json }, wamid);
}

function react(draft: Draft, number: BusinessNumber, contact: Contact, wamid: string, emoji: string): ActResult {
  const entry = contact.chat.find((each) => each.wamid === wamid);
  if (entry === undefined) return { refused: "There is no such message in this chat." };
  const kept = putEntry(draft, number.id, contact, { ...entry, reactions: { ...entry.reactions, contact: emoji === "" ? null : emoji } });
  return say(draft, number, kept, emoji === "" ? "reaction_removed" : "reaction", { target: wamid, emoji }, null);
}

/** The contact changes (with a text) or deletes what they said. */
function change(draft: Draft, number: BusinessNumber, contact: Contact, wamid: string, text: string | null): ActResult {
  const entry = contact.chat.find((each) => each.wamid === wamid && each.from === "contact");
  if (entry === undefined) return { refused: "There is no such message of the contact's in this chat." };
  const changed = text === null ? { ...entry, deleted: true } : { ...entry, edited: true, body: { type: "text", text: { body: text } } };
  const kept = putEntry(draft, number.id, contact, changed);
  return say(draft, number, kept, text === null ? "revoke" : "edit", { target: wamid, ...(text === null ? {} : { text }) }, null);
}

function tellField(draft: Draft, number: BusinessNumber, contact: Contact, kind: string, values: Values): ActResult {
  const known = FIELD_KINDS[kind];
  if (known === undefined) return { refused: `There is no kind ${kind}.` };
  if (known.field === "calls") call(draft, number, contact, listOf(known.value["calls"]).map(objectOf));
  const { $head, ...template } = known.value;
  const newUserId = contact.userId === null ? undefined : `${contact.userId.slice(0, 15)}x`;
  const all: Record<string, string | number | undefined> = {
    ...valuesOf(draft, number, contact),
    new_user_id: newUserId,
    new_wa_id: contact.waId ?? undefined,
    ...values,
  };
  const filled = fill(template, all, (mimeType) => file(draft, number, mimeType)) as { [key: string]: Json };
  tell(draft, number, {
    kind: "field",
    phoneNumberId: number.id,
    field: known.field,
    value: { ...($head === undefined ? {} : headOf(draft, number.id)), ...filled },
  });
  return done(contact, String(all["wamid"]));
}

/** A call of the contact's opens the window, answered or not; one that came about lets us ask for leave to call anew. */
function call(draft: Draft, number: BusinessNumber, contact: Contact, calls: readonly Readonly<Record<string, unknown>>[]): void {
  const isTheirs = calls.some(({ direction }) => direction === "USER_INITIATED");
  const cameAbout = calls.some(({ status }) => [status].flat().includes("COMPLETED"));
  putContact(draft, number.id, {
    ...contact,
    ...(isTheirs && { lastInboundAt: draft.now }),
    ...(cameAbout && { calledAt: draft.now }),
  });
}

function set(draft: Draft, number: BusinessNumber, contact: Contact, act: Extract<ContactAct, { act: "set" }>): ActResult {
  const { online, reads, blocks, opted_out: optedOut, on_whatsapp: onWhatsApp, username } = act;
  const next = putContact(draft, number.id, { ...contact, ...withoutHoles({ online, reads, blocks, optedOut, onWhatsApp, username }) });
  if (online === true && !contact.online) arrive(draft, number, next, next.reads ? "read" : "delivered");
  if (optedOut !== undefined && optedOut !== contact.optedOut) tellField(draft, number, next, optedOut ? "opted_out" : "opted_in", {});
  return done(next);
}

/** All that was held on either side goes its way: the contact's words in one webhook, ours as far as they come. */
function arrive(draft: Draft, number: BusinessNumber, contact: Contact, far: "delivered" | "read"): void {
  for (const entry of contact.chat) {
    const now = contactOf(draft, number.id, contact.key) ?? contact;
    if (entry.status === "held" && now.online) {
      const sent = { ...entry, status: "sent" as const };
      deliver(draft, number, putEntry(draft, number.id, now, sent), sent);
    }
    if (entry.from !== "business" || entry.stays || entry.error !== null) continue;
    const step = { what: "progress", phoneNumberId: number.id, key: contact.key, wamid: entry.wamid } as const;
    plan(draft, { ...step, status: "delivered", at: draft.now });
    if (far === "read") plan(draft, { ...step, status: "read", at: draft.now + 50 });
  }
}

/** The person keeps the chat, and is known otherwise from now on. */
function changeNumber(draft: Draft, number: BusinessNumber, contact: Contact, to: string): ActResult {
  const userId = userIdOf(to);
  if (contact.waId === to) return { refused: "That is the contact's number already." };
  tellField(draft, number, contact, "number_changed", { new_wa_id: to, new_user_id: userId });
  return done(putContact(draft, number.id, { ...contact, waId: to, userId }));
}
