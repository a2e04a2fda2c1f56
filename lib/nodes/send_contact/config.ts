import { z } from "zod";
import { group, list, text } from "../../engine/options.ts";
import { META_LIMITS } from "../../whatsapp/limits.ts";
import { ADDRESS_PARTS, FIRM_PARTS, NAME_PARTS } from "../../whatsapp/outgoing/contacts.ts";

/** More of one kind than anybody has. */
export const MAX_PARTS = 20;

const texts = <const Names extends readonly string[]>(names: Names) =>
  Object.fromEntries(names.map((name) => [name, text()])) as { [Name in Names[number]]: ReturnType<typeof text> };

/** As Meta writes a card. All texts are templates; what is blank is left out. */
const card = z.object({
  name: group(z.object(texts(NAME_PARTS))),
  /** 1990-02-28 */
  birthday: text(),
  phones: list(z.object(texts(["phone", "type", "wa_id"])), MAX_PARTS),
  emails: list(z.object(texts(["email", "type"])), MAX_PARTS),
  addresses: list(z.object(texts([...ADDRESS_PARTS, "type"])), MAX_PARTS),
  org: group(z.object(texts(FIRM_PARTS))),
  urls: list(z.object(texts(["url", "type"])), MAX_PARTS),
});
export type CardConfig = z.infer<typeof card>;

export const contactConfig = z.object({ contacts: list(card, META_LIMITS.contacts.most) });
export type ContactConfig = z.infer<typeof contactConfig>;

/** Every text of the cards, by its path. */
export function textsOf({ contacts }: ContactConfig): Record<string, string> {
  return Object.fromEntries(contacts.flatMap((one, index) => textsIn(one, `contacts.${index}`)));
}

function textsIn(value: unknown, path: string): [string, string][] {
  if (typeof value === "string") return value.trim() === "" ? [] : [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, `${path}.${key}`));
}
