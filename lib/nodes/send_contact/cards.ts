import type { Context, Json, OutgoingMessage } from "../../engine/types.ts";
import { META_LIMITS } from "../../whatsapp/limits.ts";
import { type ContactCard, isDay } from "../../whatsapp/outgoing/contacts.ts";
import { fitLine } from "../../whatsapp/outgoing/fit-body.ts";
import { isWebAddress } from "../../whatsapp/outgoing/web-address.ts";
import type { CardConfig, ContactConfig } from "./config.ts";

/** Fills the template in that stands at `field`. */
type Fill = (field: string, template: string) => string;

interface Filled {
  /** Null where no card has anything to be known by. */
  message: OutgoingMessage | null;
  /** Something was left out that Meta would refuse. */
  leftOut: boolean;
}

export function cardsOf({ contacts }: ContactConfig, fill: Fill): Filled {
  const filled = contacts.map((card, index) => fillCard(card, `contacts.${index}`, fill));
  const cards = filled.flatMap(({ card }) => card ?? []);
  const message: OutgoingMessage | null =
    cards.length === 0
      ? null
      : { type: "contacts", text: cards.map(({ formatted_name: name }) => name).join(", "), data: { contacts: cards as Json[] } };
  return { message, leftOut: filled.some(({ leftOut }) => leftOut) };
}

type Parts = Readonly<Record<string, string>>;

/** A card without a name is known by what else it has; one that has nothing is none. */
function fillCard(card: CardConfig, at: string, fill: Fill): { card: (ContactCard & Context) | null; leftOut: boolean } {
  let leftOut = false;
  const line = (field: string, template: string) => fitLine(fill(`${at}.${field}`, template), META_LIMITS.word);
  const kept = (value: string | null, isGood: (value: string) => boolean) => {
    const bad = value !== null && !isGood(value);
    leftOut ||= bad;
    return bad ? null : value;
  };
  const parts = (field: string, texts: Parts): Context =>
    Object.fromEntries(
      Object.entries(texts).flatMap(([name, text]) => {
        const value = line(`${field}.${name}`, text);
        return value === null ? [] : [[name, value]];
      }),
    );
  /** The rows that have this part, which makes them worth sending. */
  const rows = (field: string, list: readonly Parts[], main: string): Context[] =>
    list.map((texts, index) => parts(`${field}.${index}`, texts)).filter((row) => row[main] !== undefined);

  const name = parts("name", card.name);
  const org = parts("org", card.org);
  const phones = card.phones.flatMap((texts, index) => {
    const { wa_id: written, ...row } = parts(`phones.${index}`, texts);
    const digits = typeof written === "string" ? kept(written.replaceAll(/\D/g, ""), (id) => /^\d{5,16}$/.test(id)) : null;
    const whole = { ...(digits !== null && { phone: `+${digits}` }), ...row, ...(digits !== null && { wa_id: digits }) };
    return "phone" in whole ? [whole] : [];
  });
  const emails = rows("emails", card.emails, "email");
  const urls = rows("urls", card.urls, "url").filter(({ url }) => kept(String(url), isWebAddress) !== null);
  const addresses = card.addresses
    .map((texts, index) => parts(`addresses.${index}`, texts))
    .filter((row) => Object.keys(row).some((part) => part !== "type"));
  const birthday = kept(line("birthday", card.birthday), isDay);

  const called = [name["first_name"], name["middle_name"], name["last_name"]].filter((part) => part !== undefined).join(" ");
  const shown = [name["formatted_name"], called, org["company"], phones[0]?.phone, emails[0]?.["email"]].find(
    (word) => word !== undefined && word !== "",
  );
  if (typeof shown !== "string") return { card: null, leftOut };
  return {
    card: {
      ...name,
      formatted_name: shown,
      ...org,
      ...(birthday !== null && { birthday }),
      ...(phones.length > 0 && { phones }),
      ...(emails.length > 0 && { emails }),
      ...(addresses.length > 0 && { addresses }),
      ...(urls.length > 0 && { urls }),
    } as ContactCard & Context,
    leftOut,
  };
}
