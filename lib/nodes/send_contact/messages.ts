import type { Message } from "../../i18n/message.ts";
import { isObject, listOf, objectOf } from "../../json/read-json.ts";
import type { NodeMessagesByLocale } from "../node-messages.ts";
import type { SendContactIssue } from "./check.ts";
import { NOTES } from "./node.ts";

/** Each contact in a line of its own, with the first number. */
function sentence({ contacts }: Readonly<Record<string, unknown>>): string {
  return listOf(contacts)
    .filter(isObject)
    .map(({ name, phones }) => [objectOf(name)["formatted_name"], objectOf(listOf(phones)[0])["phone"]])
    .map((words) => words.filter((word) => typeof word === "string" && word.trim() !== "").join(" · "))
    .filter((line) => line !== "")
    .join("\n");
}

export const sendContactMessages: NodeMessagesByLocale = {
  "pt-BR": {
    type: "Enviar contato",
    hint: "Envia um ou mais cartões de contato, que a pessoa salva ou chama com um toque.",
    keywords: ["contato", "cartão", "vcard", "agenda", "vendedor", "representante", "indicação", "e-mail", "suporte"],
    newName: "Contato",
    options: {
      contacts: { label: "Contatos", item: "Contato", empty: "Ainda sem contatos.", help: "Melhor poucos por mensagem: até cinco." },
      "contacts.name": { label: "Partes do nome", help: "É o que o telefone salva na agenda." },
      "contacts.name.formatted_name": { label: "Nome", placeholder: "Rui Lima" },
      "contacts.name.first_name": { label: "Primeiro nome", placeholder: "Rui" },
      "contacts.name.middle_name": { label: "Nome do meio" },
      "contacts.name.last_name": { label: "Sobrenome", placeholder: "Lima" },
      "contacts.name.prefix": { label: "Tratamento", placeholder: "Dra." },
      "contacts.name.suffix": { label: "Sufixo", placeholder: "Filho" },
      "contacts.birthday": { label: "Aniversário", help: "Ano, mês e dia.", placeholder: "1990-02-28" },
      "contacts.phones": {
        label: "Telefones",
        item: "Telefone",
        empty: "Ainda sem telefones.",
        help: "Com o número no WhatsApp, o cartão mostra “Conversar”; sem ele, “Convidar”.",
      },
      "contacts.phones.phone": { label: "Número", placeholder: "+55 11 98765-0102" },
      "contacts.phones.wa_id": { label: "No WhatsApp", placeholder: "5511987650102" },
      "contacts.phones.type": { label: "Tipo", placeholder: "WORK" },
      "contacts.emails": { label: "E-mails", item: "E-mail", empty: "Sem e-mails." },
      "contacts.emails.email": { label: "E-mail", placeholder: "rui@exemplo.com.br" },
      "contacts.emails.type": { label: "Tipo", placeholder: "WORK" },
      "contacts.urls": { label: "Sites", item: "Site", empty: "Sem sites." },
      "contacts.urls.url": { label: "Endereço", placeholder: "https://exemplo.com.br" },
      "contacts.urls.type": { label: "Tipo", placeholder: "WORK" },
      "contacts.addresses": { label: "Endereços", item: "Endereço", empty: "Sem endereços." },
      "contacts.addresses.street": { label: "Rua e número", placeholder: "Av. Paulista, 900" },
      "contacts.addresses.city": { label: "Cidade", placeholder: "São Paulo" },
      "contacts.addresses.state": { label: "Estado", placeholder: "SP" },
      "contacts.addresses.zip": { label: "CEP", placeholder: "01310-100" },
      "contacts.addresses.country": { label: "País", placeholder: "Brasil" },
      "contacts.addresses.country_code": { label: "Código do país", placeholder: "BR" },
      "contacts.addresses.type": { label: "Tipo", placeholder: "WORK" },
      "contacts.org": { label: "Empresa" },
      "contacts.org.company": { label: "Nome da empresa", placeholder: "Padaria Exemplo" },
      "contacts.org.department": { label: "Setor", placeholder: "Vendas" },
      "contacts.org.title": { label: "Cargo", placeholder: "Gerente" },
    },
    summary: sentence,
    unwritten: "Ainda sem contato",
    notes: {
      [NOTES.nothing]: "nada foi enviado: nenhum cartão tem nome",
      [NOTES.leftOut]: "ficou de fora o que o WhatsApp recusaria: um site, um número do WhatsApp ou um dia que não são",
    },
    issues: {
      no_contacts: "“{node}” não tem contato para enviar.",
      many_contacts: "“{node}” envia {count} contatos: uma página da Meta fala em {advised} por mensagem, e mais podem ser recusados.",
      no_name: "Um contato de “{node}” está sem nome.",
      bad_url: "“{node}” tem um site cujo endereço não é como https://exemplo.com.br.",
      bad_wa_id: "“{node}” tem o número do WhatsApp “{number}”, que não é um: use só dígitos, com o código do país.",
      bad_birthday: "“{node}” tem um aniversário que não é um dia como 1990-02-28.",
    } satisfies Record<SendContactIssue, Message>,
  },
  en: {
    type: "Send contact",
    hint: "Sends one or more contact cards, which people save or call with a tap.",
    keywords: ["contact", "card", "vcard", "address book", "salesperson", "representative", "referral", "e-mail", "support"],
    newName: "Contact",
    options: {
      contacts: { label: "Contacts", item: "Contact", empty: "No contacts yet.", help: "Better few in one message: up to five." },
      "contacts.name": { label: "Parts of the name", help: "It is what the phone saves." },
      "contacts.name.formatted_name": { label: "Name", placeholder: "Rui Lima" },
      "contacts.name.first_name": { label: "First name", placeholder: "Rui" },
      "contacts.name.middle_name": { label: "Middle name" },
      "contacts.name.last_name": { label: "Last name", placeholder: "Lima" },
      "contacts.name.prefix": { label: "Prefix", placeholder: "Dr." },
      "contacts.name.suffix": { label: "Suffix", placeholder: "Jr." },
      "contacts.birthday": { label: "Birthday", help: "Year, month and day.", placeholder: "1990-02-28" },
      "contacts.phones": {
        label: "Phones",
        item: "Phone",
        empty: "No phones yet.",
        help: "With the number on WhatsApp the card shows “Message”, without it “Invite”.",
      },
      "contacts.phones.phone": { label: "Number", placeholder: "+55 11 98765-0102" },
      "contacts.phones.wa_id": { label: "On WhatsApp", placeholder: "5511987650102" },
      "contacts.phones.type": { label: "Kind", placeholder: "WORK" },
      "contacts.emails": { label: "E-mails", item: "E-mail", empty: "No e-mails." },
      "contacts.emails.email": { label: "E-mail", placeholder: "rui@example.com" },
      "contacts.emails.type": { label: "Kind", placeholder: "WORK" },
      "contacts.urls": { label: "Sites", item: "Site", empty: "No sites." },
      "contacts.urls.url": { label: "Address", placeholder: "https://example.com" },
      "contacts.urls.type": { label: "Kind", placeholder: "WORK" },
      "contacts.addresses": { label: "Addresses", item: "Address", empty: "No addresses." },
      "contacts.addresses.street": { label: "Street and number", placeholder: "900 Paulista Avenue" },
      "contacts.addresses.city": { label: "City", placeholder: "São Paulo" },
      "contacts.addresses.state": { label: "State", placeholder: "SP" },
      "contacts.addresses.zip": { label: "Postal code", placeholder: "01310-100" },
      "contacts.addresses.country": { label: "Country", placeholder: "Brazil" },
      "contacts.addresses.country_code": { label: "Country code", placeholder: "BR" },
      "contacts.addresses.type": { label: "Kind", placeholder: "WORK" },
      "contacts.org": { label: "Firm" },
      "contacts.org.company": { label: "Name of the firm", placeholder: "Example Bakery" },
      "contacts.org.department": { label: "Department", placeholder: "Sales" },
      "contacts.org.title": { label: "Job title", placeholder: "Manager" },
    },
    summary: sentence,
    unwritten: "No contact yet",
    notes: { [NOTES.nothing]: NOTES.nothing, [NOTES.leftOut]: NOTES.leftOut },
    issues: {
      no_contacts: "“{node}” has no contact to send.",
      many_contacts: "“{node}” sends {count} contacts: one of Meta's pages says {advised} a message, so more may be refused.",
      no_name: "A contact of “{node}” has no name.",
      bad_url: "“{node}” has a site whose address does not look like https://example.com.",
      bad_wa_id: "“{node}” has the WhatsApp number “{number}”, which is none: digits only, with the country code.",
      bad_birthday: "“{node}” has a birthday that is no day such as 1990-02-28.",
    } satisfies Record<SendContactIssue, Message>,
  },
};
