import type { Context } from "#lib/engine/types.ts";
import { listOf, objectOf } from "#lib/json/read-json.ts";
import { readContent } from "#lib/whatsapp/inbound/registry.ts";
import { readInboundMessage } from "#lib/whatsapp/inbound/read-message.ts";
import { readProfiles } from "#lib/whatsapp/inbound/profiles.ts";
import type { ChatEntryView, ContactView, NumberView } from "../control.ts";
import { FIELD_KINDS, MESSAGE_KINDS } from "../inbound/fill.ts";
import { NO_FAULTS } from "../faults.ts";
import type { ChatEntry, Contact, EmulatorState } from "../types.ts";
import { fieldsOfForm, formOfEntry, tapsOfEntry } from "./taps.ts";

/** One of our numbers as the Phone shows it. */
export function viewOf(state: EmulatorState, numberId: string, now: number): NumberView {
  const number = Object.hasOwn(state.numbers, numberId) ? state.numbers[numberId] : undefined;
  return {
    number: numberId,
    strangers: state.settings.strangers,
    faults: number?.faults ?? NO_FAULTS,
    contacts: Object.values(number?.contacts ?? {}).map((contact) => contactViewOf(state, contact, now)),
    kinds: { messages: Object.keys(MESSAGE_KINDS), fields: Object.keys(FIELD_KINDS) },
    undelivered: Object.values(state.posts).filter(({ tries }) => tries > 1).length,
  };
}

const WINDOW_MS = 24 * 60 * 60 * 1_000;

function contactViewOf(state: EmulatorState, contact: Contact, now: number): ContactView {
  const { key, waId, userId, username, name, online, reads, blocks, blocked, optedOut, onWhatsApp, lastInboundAt, typingUntil } = contact;
  return {
    key,
    wa_id: waId,
    user_id: userId,
    username,
    name,
    online,
    reads,
    blocks,
    blocked,
    opted_out: optedOut,
    on_whatsapp: onWhatsApp,
    typing: typingUntil !== null && typingUntil > now,
    window_open_until: lastInboundAt === null ? null : new Date(lastInboundAt + WINDOW_MS).toISOString(),
    chat: contact.chat.flatMap((entry) => (isSeen(entry) ? entryViewOf(state, contact, entry) : [])),
  };
}

/** Reactions stand at what they are about; what has not arrived is not on the phone. */
function isSeen({ body, from, status, stays }: ChatEntry): boolean {
  if (body["type"] === "reaction" || body["type"] === "edit" || body["type"] === "revoke") return false;
  return from === "contact" || !stays || status === "failed";
}

function entryViewOf(state: EmulatorState, contact: Contact, entry: ChatEntry): ChatEntryView {
  const { wamid, from, at, status, error, edited, deleted, reactions } = entry;
  const quoted = contact.chat.find((each) => each.wamid === entry.quotes);
  const form = formOfEntry(state.settings, entry);
  const message = wordsOf(entry);
  const isDrawn = DRAWN.has(String(message.data["kind"]));
  return {
    wamid,
    from,
    at: new Date(at).toISOString(),
    message,
    taps: isDrawn ? [] : tapsOfEntry(state.settings, entry).map(({ id, title, description }) => ({ id, title, description })),
    form: form === null ? null : { title: form.form.name, fields: fieldsOfForm(form.form) },
    status,
    error: error === null ? null : `${error.code}: ${error.details}`,
    quotes: quoted === undefined ? null : wordsOf(quoted).text.slice(0, 200),
    reactions: [reactions.contact, reactions.business].flatMap((emoji) => emoji ?? []),
    edited,
    deleted,
  };
}

/** Kinds whose drawing has all that can be tapped. */
const DRAWN: ReadonlySet<string> = new Set(["buttons", "list", "form", "carousel", "link", "location_request", "contact_request"]);

interface Words {
  type: string;
  text: string;
  data: Context;
}

/** In the shape that everything which draws messages takes. */
export function wordsOf({ from, body, wamid }: ChatEntry): Words {
  if (from === "business") return sentWords(body);
  const read = readInboundMessage(
    { ...body, id: wamid, from: "5511900000000", timestamp: "1" },
    { phoneNumberId: "1", ownNumber: null, profiles: readProfiles([]), now: 1_000 },
  );
  return typeof read === "string" ? { type: "unsupported", text: "", data: {} } : { type: read.type, text: read.text, data: read.data };
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

function sentWords(body: Readonly<Record<string, unknown>>): Words {
  const type = text(body["type"]);
  const payload = objectOf(body[type]);
  if (type === "interactive") return interactiveWords(payload);
  // Cards and places look the same whoever sends them.
  if (type === "contacts" || type === "location") return { type, ...readContent(type, body) };
  return { type, text: text(payload["body"]) || text(payload["caption"]), data: payload as Context };
}

function interactiveWords(payload: Readonly<Record<string, unknown>>): Words {
  const [header, action] = [objectOf(payload["header"]), objectOf(payload["action"])];
  const frame = { header: headerOf(header), footer: text(objectOf(payload["footer"])["text"]) || null };
  const body = text(objectOf(payload["body"])["text"]);
  const choice = (given: unknown) => {
    const { id, title, description } = objectOf(given);
    return { id: text(id), title: text(title), description: text(description) || null };
  };
  if (payload["type"] === "button")
    return {
      type: "interactive",
      text: body,
      data: {
        kind: "buttons",
        ...frame,
        button: null,
        choices: listOf(action["buttons"]).map((button) => choice(objectOf(button)["reply"])),
      },
    };
  if (payload["type"] === "list") {
    const rows = listOf(action["sections"]).flatMap((section) => listOf(objectOf(section)["rows"]));
    return { type: "interactive", text: body, data: { kind: "list", ...frame, button: text(action["button"]), choices: rows.map(choice) } };
  }
  const link = objectOf(action["parameters"]);
  if (payload["type"] === "flow") return { type: "interactive", text: body, data: { kind: "form", ...frame, ...formDrawn(link) } };
  if (payload["type"] === "carousel" && isOfMedia(action))
    return { type: "interactive", text: body, data: { kind: "carousel", ...carouselDrawn(action) } };
  if (payload["type"] === "cta_url")
    return {
      type: "interactive",
      text: body,
      data: { kind: "link", ...frame, button: text(link["display_text"]), url: text(link["url"]) },
    };
  if (payload["type"] === "location_request_message") return { type: "interactive", text: body, data: { kind: "location_request" } };
  if (payload["type"] === "request_contact_info") return { type: "interactive", text: body, data: { kind: "contact_request" } };
  const lines = [text(header["text"]) || null, body, text(link["url"]) || null, ...cardLines(action), frame.footer];
  return { type: "text", text: lines.filter((line) => line !== null && line !== "").join("\n"), data: {} };
}

/** Words, or the address of a picture. */
function headerOf(header: Readonly<Record<string, unknown>>): Context[string] {
  const link = header["type"] === "image" ? text(objectOf(header["image"])["link"]) : "";
  return link === "" ? text(header["text"]) || null : { type: "image", link };
}

const formDrawn = (parameters: Readonly<Record<string, unknown>>): Context => ({
  button: text(parameters["flow_cta"]),
  form: text(parameters["flow_id"]) || text(parameters["flow_name"]),
  token: text(parameters["flow_token"]) || "unused",
  screen: null,
  values: null,
  fields: [],
});

const cardsIn = (action: Readonly<Record<string, unknown>>) => listOf(action["cards"]).map(objectOf);

/** Cards of products have neither a picture nor words of their own. */
const isOfMedia = (action: Readonly<Record<string, unknown>>): boolean => cardsIn(action).every((card) => card["type"] === "cta_url");

function carouselDrawn(action: Readonly<Record<string, unknown>>): Context {
  const cards = cardsIn(action);
  const media = text(objectOf(cards[0]?.["header"])["type"]);
  return {
    media,
    cards: cards.map((card): Context => {
      const [header, below] = [objectOf(card["header"]), objectOf(card["action"])];
      const frame = { link: text(objectOf(header[media])["link"]), body: text(objectOf(card["body"])["text"]) || null };
      const link = objectOf(below["parameters"]);
      if (below["buttons"] === undefined) return { ...frame, button: { title: text(link["display_text"]), url: text(link["url"]) } };
      const replies = listOf(below["buttons"]).map((button) => objectOf(objectOf(button)["quick_reply"]));
      return { ...frame, choices: replies.map(({ id, title }) => ({ id: text(id), title: text(title) })) };
    }),
  };
}

const cardLines = (action: Readonly<Record<string, unknown>>): string[] =>
  listOf(action["cards"]).map((card, index) => {
    const words = text(objectOf(objectOf(card)["body"])["text"]);
    return `- ${words || String(index + 1)}`;
  });
