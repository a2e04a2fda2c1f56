import type { Message } from "../../i18n/message.ts";
import type { NodeMessagesByLocale } from "../node-messages.ts";
import type { SendFormIssue } from "./check.ts";
import { NOTES, type SendFormProblem } from "./node.ts";

const sentence = ({ message }: Readonly<Record<string, unknown>>): string => (typeof message === "string" ? message.trim() : "");

export const sendFormMessages: NodeMessagesByLocale = {
  "pt-BR": {
    type: "Enviar formulário",
    hint: "Abre um formulário do WhatsApp publicado na Meta, espera o envio e salva os campos.",
    keywords: ["formulário", "cadastro", "flow", "flows", "tela", "campos", "ficha", "inscrição", "pesquisa", "agendamento"],
    newName: "Formulário",
    options: {
      message: {
        label: "Mensagem",
        help: "O que o contato lê acima do botão. {{ nome }} põe um valor da conversa no texto.",
        placeholder: "Complete o seu cadastro: leva um minuto.",
      },
      header: { label: "Cabeçalho", help: "Uma linha em negrito acima da mensagem." },
      footer: { label: "Rodapé", help: "Uma linha pequena abaixo da mensagem." },
      button: { label: "Botão que abre o formulário", help: "Até 20 caracteres, sem emoji.", placeholder: "Abrir" },
      form_id: {
        label: "Formulário",
        help: "O id do formulário na Meta, só dígitos, ou o nome dele. Só um formulário publicado pode ser enviado.",
        placeholder: "1123581321",
      },
      screen: {
        label: "Primeira tela",
        help: "O id da tela na Meta. Vazio: a primeira do formulário.",
        placeholder: "CADASTRO",
      },
      data: {
        label: "Dados da primeira tela",
        help: "Um objeto JSON; os textos dele aceitam {{ valores }}. Só vai junto de uma tela.",
        placeholder: '{"nome": "{{ nome }}"}',
      },
      fields: {
        label: "Campos a salvar",
        item: "Campo",
        empty: "Nenhum campo separado: salve a resposta inteira ou acrescente os campos do formulário.",
      },
      "fields.field": { label: "Campo do formulário", placeholder: "email" },
      "fields.key": { label: "Salvar como", placeholder: "email" },
      context_key: {
        label: "Salvar a resposta inteira como",
        help: "Um nome de letras, dígitos e _, por exemplo cadastro. Depois, {{ cadastro.email }} mostra um campo.",
        placeholder: "cadastro",
      },
      retry_message: {
        label: "Se o contato escrever outra coisa",
        help: "Vem com o formulário de novo. Vazio: o formulário continua esperando, e o que foi escrito fica na lista earlier.",
        placeholder: "Para continuar, toque no botão e preencha o formulário.",
      },
      timeout_seconds: {
        label: "Esperar no máximo",
        help: "Sem resposta nesse tempo, contado desde o envio, o fluxo segue por “Tempo esgotado”. Vazio: espera sem prazo.",
      },
      hears_earlier: {
        label: "Ouvir o que foi dito antes do formulário",
        help: "Desligado, o que o contato escreveu antes de o formulário sair fica na lista earlier sem mais. Ligado, conta como escrito depois.",
      },
    },
    exits: { timeout: "Tempo esgotado" },
    summary: sentence,
    unwritten: "Ainda sem mensagem",
    notes: {
      [NOTES.otherwise]: "escreveu outra coisa: o formulário continua esperando",
      [NOTES.askedAgain]: "escreveu outra coisa: o formulário foi enviado de novo",
      [NOTES.stale]: "respondeu a uma mensagem anterior: o formulário foi enviado de novo",
    },
    problems: { no_form_to_send: "não havia formulário para enviar: o id ficou vazio" } satisfies Record<SendFormProblem, Message>,
    issues: {
      no_message: "“{node}” não diz nada: falta a mensagem.",
      body_over_limit: "O texto de “{node}” passa dos {limit} caracteres que cabem com um botão: o começo vai antes, em outra mensagem.",
      no_form: "“{node}” não tem formulário para enviar.",
      bad_screen: "“{node}” nomeia a tela “{screen}”, que não pode existir: só letras sem acento e _, e não SUCCESS.",
      data_without_screen: "“{node}” tem dados para a primeira tela, mas não diz qual é: o WhatsApp só os aceita junto de uma tela.",
      button_emoji: "O botão de “{node}” tem emoji, que o WhatsApp recusa em formulários: ele sai sem.",
      half_mapped: "Em “{node}”, falta o nome do campo ou onde ele é salvo.",
      same_key: "“{node}” salva dois campos em “{key}”: fica o segundo.",
      header_over_limit: "O cabeçalho de “{node}” passa dos {limit} caracteres do WhatsApp: será encurtado.",
      footer_over_limit: "O rodapé de “{node}” passa dos {limit} caracteres do WhatsApp: será encurtado.",
      button_over_limit: "O botão de “{node}” passa dos {limit} caracteres: será encurtado.",
    } satisfies Record<SendFormIssue, Message>,
  },
  en: {
    type: "Send form",
    hint: "Opens a WhatsApp form that is published at Meta, waits for it to come back and keeps its fields.",
    keywords: ["form", "sign up", "registration", "flow", "flows", "screen", "fields", "survey", "booking"],
    newName: "Form",
    options: {
      message: {
        label: "Message",
        help: "What the contact reads above the button. {{ name }} puts a value of the conversation into the text.",
        placeholder: "Please complete your registration: it takes a minute.",
      },
      header: { label: "Header", help: "A bold line above the message." },
      footer: { label: "Footer", help: "A small line below the message." },
      button: { label: "Button that opens the form", help: "Up to 20 characters, no emoji.", placeholder: "Open" },
      form_id: {
        label: "Form",
        help: "The form's id at Meta, digits only, or its name. Only a published form can be sent.",
        placeholder: "1123581321",
      },
      screen: { label: "First screen", help: "The screen's id at Meta. Empty: the form's own first.", placeholder: "SIGN_UP" },
      data: {
        label: "Data of the first screen",
        help: "A JSON object; its texts take {{ values }}. It goes along only with a screen.",
        placeholder: '{"name": "{{ name }}"}',
      },
      fields: {
        label: "Fields to keep",
        item: "Field",
        empty: "No field by itself: keep the whole answer, or add the form's fields.",
      },
      "fields.field": { label: "Field of the form", placeholder: "email" },
      "fields.key": { label: "Keep as", placeholder: "email" },
      context_key: {
        label: "Keep the whole answer as",
        help: "A name of letters, digits and _, for example registration. Later {{ registration.email }} shows a field.",
        placeholder: "registration",
      },
      retry_message: {
        label: "If the contact writes something else",
        help: "Comes with the form once more. Empty: the form goes on waiting, and what was written is kept in the list earlier.",
        placeholder: "To go on, please tap the button and fill in the form.",
      },
      timeout_seconds: {
        label: "Wait at most",
        help: "Without an answer in this time, counted from the send, the flow goes on by “Time is up”. Empty: waits without end.",
      },
      hears_earlier: {
        label: "Hear what was said before the form",
        help: "Off: what the contact wrote before the form went out is kept in the list earlier, and that is all. On: it counts as written after it.",
      },
    },
    exits: { timeout: "Time is up" },
    summary: sentence,
    unwritten: "No message yet",
    notes: { [NOTES.otherwise]: NOTES.otherwise, [NOTES.askedAgain]: NOTES.askedAgain, [NOTES.stale]: NOTES.stale },
    problems: { no_form_to_send: "there was no form to send: its id came out empty" } satisfies Record<SendFormProblem, Message>,
    issues: {
      no_message: "“{node}” says nothing: it has no message.",
      body_over_limit:
        "The text of “{node}” is longer than the {limit} characters that fit with a button: its beginning goes ahead, in a message of its own.",
      no_form: "“{node}” has no form to send.",
      bad_screen: "“{node}” names the screen “{screen}”, which cannot exist: letters and _ only, and not SUCCESS.",
      data_without_screen: "“{node}” has data for the first screen, but does not name it: WhatsApp takes data only with a screen.",
      button_emoji: "The button of “{node}” has emoji, which WhatsApp refuses in forms: it goes without.",
      half_mapped: "In “{node}”, a row lacks the field's name or where it is kept.",
      same_key: "“{node}” keeps two fields as “{key}”: the second one stays.",
      header_over_limit: "The header of “{node}” is longer than WhatsApp's {limit} characters: it will be shortened.",
      footer_over_limit: "The footer of “{node}” is longer than WhatsApp's {limit} characters: it will be shortened.",
      button_over_limit: "The button of “{node}” is longer than {limit} characters: it will be shortened.",
    } satisfies Record<SendFormIssue, Message>,
  },
};
