import type { Message } from "../../i18n/message.ts";
import type { NodeMessagesByLocale } from "../node-messages.ts";
import { NOTHING_SENT, type SendMessageIssue } from "./node.ts";

const textOf = ({ message }: Readonly<Record<string, unknown>>): string =>
  typeof message === "string" || typeof message === "number" ? String(message) : "";

export const sendMessageMessages: NodeMessagesByLocale = {
  "pt-BR": {
    type: "Enviar mensagem",
    hint: "Envia um texto ao contato e segue em frente.",
    keywords: ["texto", "aviso", "saudação", "link", "responder"],
    newName: "Mensagem",
    options: {
      message: {
        label: "Mensagem",
        help: "{{ nome }} põe um valor da conversa no texto. *negrito*, _itálico_ e ~riscado~ funcionam como no WhatsApp.",
        placeholder: "Olá! Como posso ajudar?",
      },
      preview_url: { label: "Mostrar prévia do link", help: "O WhatsApp mostra uma prévia do primeiro link do texto." },
      delay_seconds: {
        label: "Esperar antes de seguir",
        keywords: ["espera", "pausa", "atraso", "tempo", "lembrete", "depois", "mais tarde", "agendar"],
        help: "Depois do envio, o próximo nó só começa passado esse tempo: no máximo 30 dias. O que o contato escrever nesse meio-tempo fica salvo.",
      },
    },
    summary: textOf,
    unwritten: "Ainda sem texto",
    notes: { [NOTHING_SENT]: "nada foi enviado: o texto ficou vazio" },
    issues: {
      empty_message: "“{node}” não tem texto: nada será enviado.",
      text_over_limit: "O texto de “{node}” passa dos {limit} caracteres do WhatsApp: será enviado em {parts} mensagens.",
    } satisfies Record<SendMessageIssue, Message>,
  },
  en: {
    type: "Send message",
    hint: "Sends a text to the contact and goes on.",
    keywords: ["text", "notify", "greeting", "link", "reply"],
    newName: "Message",
    options: {
      message: {
        label: "Message",
        help: "{{ name }} puts a value of the conversation into the text. *bold*, _italic_ and ~strike~ work as in WhatsApp.",
        placeholder: "Hello! How can I help?",
      },
      preview_url: { label: "Show a link preview", help: "WhatsApp shows a preview of the first link in the text." },
      delay_seconds: {
        label: "Wait before going on",
        keywords: ["wait", "delay", "pause", "timer", "reminder", "later", "follow up", "schedule", "sleep"],
        help: "After the send, the next node begins only when this time has passed: at most 30 days. What the contact writes meanwhile is kept.",
      },
    },
    summary: textOf,
    unwritten: "No text yet",
    notes: { [NOTHING_SENT]: "nothing was sent: the text came out empty" },
    issues: {
      empty_message: "“{node}” has no text: nothing will be sent.",
      text_over_limit: "The text of “{node}” is longer than WhatsApp's {limit} characters: it will be sent as {parts} messages.",
    } satisfies Record<SendMessageIssue, Message>,
  },
};
