import { fold } from "#lib/engine/values/normal-text.ts";
import { lookupVariants } from "#lib/whatsapp/phone.ts";
import { pool } from "../platform/db.ts";
import { hasWords, likePattern } from "../platform/like-pattern.ts";
import { readPhone } from "../platform/phone-number.ts";
import { countryOf } from "./typed-phone.ts";

/** Contacts that can be named one by one; of more than that, a list finds its next page soon by looking at each row. */
const FEW = 1_000;

/** What a list is narrowed by: to these contacts or, where they are many, by words or the pattern of a number. All null: by nothing. */
interface ContactSearch {
  ids: number[] | null;
  name: string | null;
  number: string | null;
}

/**
 * Contacts with this in their name or, however it is written, in their phone number. An index of their trigrams finds few
 * among millions; it is no help with one or two characters, nor with what nearly everybody has.
 */
export async function searchContacts(text: string | undefined): Promise<ContactSearch> {
  if (text === undefined) return { ids: null, name: null, number: null };
  const { digits, pattern } = numberSought(text);
  const patterns = { name: text, number: pattern };
  if (fold(text).length < 3) return { ids: null, ...patterns };
  const { rows } = await pool().query<{ id: number }>(
    `SELECT id FROM contacts WHERE (${hasWords("name", "$1")} AND ${TRIGRAMS} @> siga_trigrams(siga_fold($1)))
      OR (wa_id LIKE $2 AND ${TRIGRAMS} @> siga_trigrams($3)) LIMIT $4`,
    [text, pattern, digits, FEW + 1],
  );
  return rows.length > FEW ? { ids: null, ...patterns } : { ids: rows.map((row) => row.id), name: null, number: null };
}

/**
 * How a phone number is looked for: a whole one in each of its forms, by what they have in common; a part of one as it is, without the
 * prefixes that are dialled and not part of it. What has letters is a name, whatever digits are in it.
 */
function numberSought(text: string): { digits: string; pattern: string | null } {
  if (/\p{L}/u.test(text)) return { digits: "", pattern: null };
  const phone = readPhone(text, countryOf(null));
  const [one = "", other] = phone?.certain === true ? lookupVariants(phone.waId) : [text.replace(/\D/g, "").replace(/^0+/, "")];
  if (other === undefined) return { digits: one, pattern: one === "" ? null : likePattern(one) };
  let head = 0;
  while (one[head] === other[head]) head += 1;
  const shared = Math.min(one.length, other.length) - head;
  const digits = one.slice(-shared);
  return { digits, pattern: `${one.slice(0, head)}%${digits}` };
}

/** As the index has it. */
const TRIGRAMS = "siga_trigrams(siga_fold(coalesce(name, '') || ' ' || coalesce(wa_id, '')))";

/** The condition for rows whose contact is `c`, known in them as `id`, with the three values from `$at` on. */
export const searchCondition = (id: string, at: number): string =>
  `($${at}::bigint[] IS NULL OR ${id} = ANY($${at})) AND ($${at + 1}::text IS NULL OR ${hasWords("c.name", `$${at + 1}`)} OR c.wa_id LIKE $${at + 2})`;

export const searchValues = ({ ids, name, number }: ContactSearch): unknown[] => [ids, name, number];
