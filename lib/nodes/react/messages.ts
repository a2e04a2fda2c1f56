import type { Message } from "../../i18n/message.ts";
import type { NodeMessagesByLocale } from "../node-messages.ts";
import { NOTES, type ReactIssue } from "./node.ts";

type Options = Readonly<Record<string, unknown>>;

/** The emoji, or that one is taken back. */
const sentence = ({ emoji }: Options, takesBack: string): string =>
  typeof emoji === "string" && emoji.trim() !== "" ? emoji.trim() : takesBack;

export const reactMessages: NodeMessagesByLocale = {
  "pt-BR": {
    type: "Reagir",
    hint: "Põe um emoji na mensagem do contato, ou tira.",
    keywords: ["reação", "reagir", "emoji", "curtir", "joinha", "coração", "like", "visto"],
    newName: "Reagir",
    options: {
      emoji: { label: "Emoji", help: "Um só. Vazio: tira a reação.", placeholder: "👍" },
      to: {
        label: "Mensagem",
        help: "Onde está o id da mensagem, por exemplo pedido.mensagem. Vazio: a última mensagem do contato.",
        placeholder: "message.id",
      },
    },
    summary: (config) => sentence(config, "Tira a reação"),
    notes: {
      [NOTES.noMessage]: "nada foi enviado: não há mensagem para reagir",
      [NOTES.noEmoji]: "nada foi enviado: a reação não é um único emoji",
    },
    issues: {
      not_one_emoji: "A reação de “{node}” não é um único emoji.",
      bad_path: "“{node}” reage a “{path}”, que não é um caminho como pedido.mensagem.",
    } satisfies Record<ReactIssue, Message>,
  },
  en: {
    type: "React",
    hint: "Puts an emoji at the contact's message, or takes it away.",
    keywords: ["reaction", "react", "emoji", "like", "thumbs up", "heart", "acknowledge"],
    newName: "React",
    options: {
      emoji: { label: "Emoji", help: "One. Empty: takes the reaction back.", placeholder: "👍" },
      to: {
        label: "Message",
        help: "Where the message's id is, for example order.message. Empty: the contact's last message.",
        placeholder: "message.id",
      },
    },
    summary: (config) => sentence(config, "Takes the reaction back"),
    notes: { [NOTES.noMessage]: NOTES.noMessage, [NOTES.noEmoji]: NOTES.noEmoji },
    issues: {
      not_one_emoji: "The reaction of “{node}” is not one emoji.",
      bad_path: "“{node}” reacts to “{path}”, which is no path such as order.message.",
    } satisfies Record<ReactIssue, Message>,
  },
};
