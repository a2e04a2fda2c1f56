import type { Message } from "../../i18n/message.ts";
import type { NodeMessagesByLocale } from "../node-messages.ts";
import { NOTES, updateContactConfig, type UpdateContactIssue } from "./node.ts";

interface Sayings {
  name: string;
  language: string;
  consent: string;
  labelOn(label: string): string;
  labelOff(label: string): string;
  changes(what: string): string;
}

function sentence(config: Readonly<Record<string, unknown>>, say: Sayings): string {
  const parsed = updateContactConfig.safeParse(config);
  if (!parsed.success) return "";
  const { name, language, fields, labels, consent } = parsed.data;
  const what = [
    ...(name.trim() === "" ? [] : [say.name]),
    ...(language.trim() === "" ? [] : [say.language]),
    ...fields.flatMap(({ key }) => (key === null ? [] : [`\`${key}\``])),
    ...labels.on.map((label) => say.labelOn(label)),
    ...labels.off.map((label) => say.labelOff(label)),
    ...(consent === "unchanged" ? [] : [say.consent]),
  ];
  return what.length === 0 ? "" : say.changes(what.join(", "));
}

export const updateContactMessages: NodeMessagesByLocale = {
  "pt-BR": {
    type: "Atualizar contato",
    hint: "Guarda no contato o que se soube dele: nome, idioma, campos, etiquetas, consentimento.",
    keywords: ["contato", "etiqueta", "campo", "cadastro", "salvar", "nome", "idioma", "consentimento", "perfil", "tag"],
    newName: "Atualizar contato",
    options: {
      name: { label: "Nome do contato", help: "Vazio: fica como está.", placeholder: "{{ nome }}" },
      language: { label: "Idioma", help: "Por exemplo pt-BR ou en. Vazio: fica como está.", placeholder: "pt-BR" },
      fields: {
        label: "Campos",
        item: "Campo",
        empty: "Nenhum campo muda.",
        help: "Ficam no contato, também para as próximas conversas: {{ contact.plano }}.",
      },
      "fields.key": { label: "Nome do campo", placeholder: "plano" },
      "fields.value": { label: "Valor", help: "{{ total }} mantém o tipo.", placeholder: "{{ plano }}" },
      "fields.remove": { label: "Tirar este campo" },
      labels: { label: "Etiquetas" },
      "labels.on": { label: "Pôr", help: "Com vírgulas entre uma e outra.", placeholder: "cliente, vip" },
      "labels.off": { label: "Tirar", placeholder: "novo" },
      consent: {
        label: "Consentimento",
        values: { unchanged: "Fica como está", opted_in: "Quer receber mensagens", opted_out: "Não quer receber mensagens" },
      },
    },
    summary: (config) =>
      sentence(config, {
        ...{ name: "nome", language: "idioma", consent: "consentimento" },
        labelOn: (label) => `etiqueta “${label}”`,
        labelOff: (label) => `sem a etiqueta “${label}”`,
        changes: (what) => `Atualiza o contato: ${what}`,
      }),
    unwritten: "Ainda não muda nada do contato",
    notes: { [NOTES.nothing]: "nada do contato mudou", [NOTES.unfit]: "um campo ficou como estava: o valor não combina com o tipo dele" },
    issues: {
      nothing_to_update: "“{node}” não muda nada do contato.",
      reserved_field: "“{node}” escreve o campo “{key}”, que todo contato já tem por si.",
    } satisfies Record<UpdateContactIssue, Message>,
  },
  en: {
    type: "Update contact",
    hint: "Keeps with the contact what was learned of them: name, language, fields, labels, consent.",
    keywords: ["contact", "label", "field", "profile", "save", "name", "language", "consent", "crm", "tag"],
    newName: "Update contact",
    options: {
      name: { label: "Contact's name", help: "Empty: stays as it is.", placeholder: "{{ name }}" },
      language: { label: "Language", help: "For example pt-BR or en. Empty: stays as it is.", placeholder: "en" },
      fields: {
        label: "Fields",
        item: "Field",
        empty: "No field changes.",
        help: "They stay with the contact, for later conversations too: {{ contact.plan }}.",
      },
      "fields.key": { label: "Name of the field", placeholder: "plan" },
      "fields.value": { label: "Value", help: "{{ total }} keeps its type.", placeholder: "{{ plan }}" },
      "fields.remove": { label: "Remove this field" },
      labels: { label: "Labels" },
      "labels.on": { label: "Put on", help: "With commas between them.", placeholder: "customer, vip" },
      "labels.off": { label: "Take off", placeholder: "new" },
      consent: {
        label: "Consent",
        values: { unchanged: "Stays as it is", opted_in: "Wants to get messages", opted_out: "Does not want to get messages" },
      },
    },
    summary: (config) =>
      sentence(config, {
        ...{ name: "name", language: "language", consent: "consent" },
        labelOn: (label) => `label “${label}”`,
        labelOff: (label) => `without the label “${label}”`,
        changes: (what) => `Updates the contact: ${what}`,
      }),
    unwritten: "Changes nothing of the contact yet",
    notes: { [NOTES.nothing]: NOTES.nothing, [NOTES.unfit]: NOTES.unfit },
    issues: {
      nothing_to_update: "“{node}” changes nothing of the contact.",
      reserved_field: "“{node}” writes the field “{key}”, which every contact has by itself.",
    } satisfies Record<UpdateContactIssue, Message>,
  },
};
