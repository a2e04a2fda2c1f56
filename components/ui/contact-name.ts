import type { Translate } from "#lib/i18n/catalogue.ts";
import { formatPhone } from "#lib/whatsapp/phone.ts";

interface Person {
  name: string | null;
  wa_id: string | null;
  user_id: string | null;
}

/** The phone number for reading; for those known by Meta's id only, that. */
export const phoneOf = ({ wa_id: waId, user_id: userId }: Person): string => (waId === null ? (userId ?? "") : formatPhone(waId));

export const nameOf = (person: Person, t: Translate): string => person.name ?? (phoneOf(person) || t("contacts.nameless"));
