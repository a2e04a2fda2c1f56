import type { ContactField } from "../engine/contact-fields/types.ts";
import { fold } from "../engine/values/normal-text.ts";

/** What a column of a file may hold; a field is `fields.<key>`. */
export const OWN_TARGETS = ["phone", "name", "language", "labels", "consent"] as const;
type OwnTarget = (typeof OWN_TARGETS)[number];
export type Target = OwnTarget | `fields.${string}`;

const NAMES: Readonly<Record<OwnTarget, readonly string[]>> = {
  phone: ["phone", "telefone", "celular", "whatsapp", "numero", "number", "mobile", "fone", "tel", "phone number", "wa_id"],
  name: ["name", "nome", "nome completo", "full name", "contato", "cliente"],
  language: ["language", "idioma", "lingua", "lang"],
  labels: ["labels", "etiquetas", "label", "etiqueta", "tags", "tag"],
  consent: ["consent", "consentimento", "opt-in", "optin", "aceita"],
};

/** What each column is taken for, by its head; none is taken twice. Null: nothing of it is read. */
export function guessTargets(heads: readonly string[], fields: readonly ContactField[]): (Target | null)[] {
  const taken = new Set<Target>();
  return heads.map((head) => {
    const said = fold(head);
    const field = fields.find(({ key, name }) => [key, name, `fields.${key}`].some((each) => fold(each) === said));
    const own = OWN_TARGETS.find((target) => NAMES[target].includes(said));
    const target: Target | null = own ?? (field === undefined ? null : `fields.${field.key}`);
    if (target === null || taken.has(target)) return null;
    taken.add(target);
    return target;
  });
}
