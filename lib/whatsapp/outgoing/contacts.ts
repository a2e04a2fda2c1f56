import { z } from "zod";
import type { Context } from "../../engine/types.ts";
import { META_LIMITS } from "../limits.ts";
import { defineOutgoing } from "./define-outgoing.ts";
import { visible } from "./interactive-kind.ts";
import { isWebAddress } from "./web-address.ts";

/** Contact cards, in the shape in which those that contacts send are kept too (`../inbound/contacts.ts`): names and firm lie flat. */

const word = () => visible(META_LIMITS.word);
const type = word().optional();

export const NAME_PARTS = ["formatted_name", "first_name", "middle_name", "last_name", "prefix", "suffix"] as const;
export const FIRM_PARTS = ["company", "department", "title"] as const;
export const ADDRESS_PARTS = ["street", "city", "state", "zip", "country", "country_code"] as const;

const optional = <const Names extends readonly string[]>(names: Names) =>
  Object.fromEntries(names.map((name) => [name, word().optional()])) as {
    [Name in Names[number]]: z.ZodOptional<ReturnType<typeof word>>;
  };

/** A day as Meta writes it: 1990-02-28. */
export const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(text).toJSON()?.startsWith(text) === true;

const card = z.strictObject({
  ...optional(NAME_PARTS),
  formatted_name: word(),
  ...optional(FIRM_PARTS),
  birthday: z.string().refine(isDay, { error: "is no day such as 1990-02-28" }).optional(),
  /** `wa_id`: digits; with it the card offers to write to them, without it to invite them. */
  phones: z
    .array(
      z.strictObject({
        phone: word(),
        type,
        wa_id: z
          .string()
          .regex(/^\d{5,16}$/)
          .optional(),
      }),
    )
    .optional(),
  emails: z.array(z.strictObject({ email: word(), type })).optional(),
  addresses: z.array(z.strictObject({ ...optional(ADDRESS_PARTS), type })).optional(),
  urls: z.array(z.strictObject({ url: z.string().refine(isWebAddress, { error: "is no http(s) address" }), type })).optional(),
});
export type ContactCard = z.infer<typeof card>;

export const contacts = defineOutgoing({
  type: "contacts",
  /** The names. */
  text: z.string(),
  data: z.strictObject({ contacts: z.array(card).min(1).max(META_LIMITS.contacts.most) }),
  toGraphPart: ({ data }) => data.contacts.map(toGraphCard),
  toPlainText: ({ data }) => data.contacts.map(wordsOf).join("\n\n"),
});

function toGraphCard(one: ContactCard): Context {
  const { birthday, phones, emails, addresses, urls } = one;
  const name = pick(one, NAME_PARTS);
  const org = pick(one, FIRM_PARTS);
  const isBare = Object.keys(name).length === 1;
  return {
    // Beside the one that is shown Meta wants another part of the name, which is what a phone saves.
    name: isBare ? { ...name, first_name: one.formatted_name } : name,
    ...(birthday !== undefined && { birthday }),
    ...(phones !== undefined && { phones: phones.map(defined) }),
    ...(emails !== undefined && { emails: emails.map(defined) }),
    ...(addresses !== undefined && { addresses: addresses.map(defined) }),
    ...(Object.keys(org).length > 0 && { org }),
    ...(urls !== undefined && { urls: urls.map(defined) }),
  };
}

const defined = (part: Readonly<Record<string, string | undefined>>): Context =>
  Object.fromEntries(Object.entries(part).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));

const pick = (one: ContactCard, names: readonly (keyof ContactCard & string)[]): Context =>
  Object.fromEntries(names.flatMap((name) => (typeof one[name] === "string" ? [[name, one[name]]] : [])));

function wordsOf({ formatted_name: name, company, phones = [], emails = [], urls = [] }: ContactCard): string {
  const lines = [name, company, ...phones.map(({ phone }) => phone), ...emails.map(({ email }) => email), ...urls.map(({ url }) => url)];
  return lines.filter((line) => line !== undefined).join("\n");
}
