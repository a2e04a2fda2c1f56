/** What an organisation keeps of its contacts beside what all have: data of the organisation, handed to the engine with each turn. */

export const FIELD_TYPES = ["text", "number", "date", "boolean", "choice"] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** A field that somebody has said the type of. Contacts may have others, which hold anything. */
export interface ContactField {
  /** Its name in `contact.fields`. */
  key: string;
  /** What people call it. */
  name: string;
  type: FieldType;
  /** Of a `choice`: its values. */
  choices: string[];
}

/** What every contact has by itself, and no field can be called. */
export const OWN_KEYS: ReadonlySet<string> = new Set(["name", "phone", "language", "labels", "consent", "fields"]);

/** A language as WhatsApp and browsers write it: `pt`, `pt-BR`. */
export const LANGUAGE = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/;

export const CONSENTS = ["opted_in", "opted_out"] as const;
export type Consent = (typeof CONSENTS)[number];

export const LONGEST_NAME = 200;
export const LONGEST_LABEL = 100;
export const MOST_LABELS = 50;
/** Of one contact, all together: they are in every list of contacts, and go along with each conversation. */
export const MAX_FIELDS_BYTES = 64 * 1024;
