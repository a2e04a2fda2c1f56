import type { Message } from "../../i18n/message.ts";
import type { NodeMessagesByLocale } from "../node-messages.ts";
import type { SendLinkIssue } from "./check.ts";
import type { SendLinkProblem } from "./node.ts";

type Options = Readonly<Record<string, unknown>>;
const textOf = (value: unknown): string => (typeof value === "string" ? value.trim() : "");

/** The text, and where its button leads; that it is an address is seen without `https://`. */
function sentence({ message, url }: Options): string {
  const address = textOf(url).replace(/^https?:\/\//i, "");
  return [textOf(message), address === "" ? "" : `\`${address}\``].filter((line) => line !== "").join("\n");
}

export const sendLinkMessages: NodeMessagesByLocale = {
  "pt-BR": {
    type: "Enviar link",
    hint: "Envia um texto com um botão que abre um endereço da internet.",
    keywords: [
      "link",
      "url",
      "botão",
      "site",
      "página",
      "endereço da internet",
      "abrir",
      "cardápio",
      "catálogo",
      "pagamento",
      "checkout",
      "cta",
    ],
    newName: "Link",
    options: {
      message: {
        label: "Mensagem",
        help: "O texto acima do botão. {{ nome }} põe um valor da conversa no texto.",
        placeholder: "Veja o nosso cardápio:",
      },
      button: { label: "Botão", help: "No máximo 20 caracteres. Vazio: “Abrir”.", placeholder: "Abrir cardápio" },
      url: {
        label: "Endereço",
        help: "Valores da conversa entram codificados, como uma parte do endereço: https://exemplo.com.br/pedidos/{{ pedido }}.",
        placeholder: "https://exemplo.com.br/cardapio",
      },
      header: { label: "Cabeçalho", help: "Uma linha em negrito acima do texto." },
      footer: { label: "Rodapé", help: "Uma linha pequena abaixo do texto." },
    },
    summary: sentence,
    unwritten: "Ainda sem link",
    issues: {
      no_url: "“{node}” não tem um endereço para abrir.",
      bad_url: "“{node}” tem um endereço que nenhum telefone abre: ele é como https://exemplo.com.br/pagina.",
      url_over_limit: "O endereço de “{node}” tem {length} caracteres, e o WhatsApp aceita {limit}.",
      no_message: "“{node}” não tem texto acima do botão.",
      body_over_limit: "O texto de “{node}” passa dos {limit} caracteres que cabem com um botão: o começo vai antes, em outra mensagem.",
      header_over_limit: "O cabeçalho de “{node}” tem {length} caracteres: o WhatsApp mostra {limit}, e ele será encurtado.",
      footer_over_limit: "O rodapé de “{node}” tem {length} caracteres: o WhatsApp mostra {limit}, e ele será encurtado.",
      button_over_limit: "O botão de “{node}” tem {length} caracteres: o WhatsApp mostra {limit}, e ele será encurtado.",
    } satisfies Record<SendLinkIssue, Message>,
    problems: { bad_address: "não é um endereço http(s) que um telefone abre" } satisfies Record<SendLinkProblem, Message>,
  },
  en: {
    type: "Send link",
    hint: "Sends a text with a button that opens a web address.",
    keywords: ["link", "url", "button", "site", "website", "page", "web address", "open", "catalogue", "payment", "checkout", "cta"],
    newName: "Link",
    options: {
      message: {
        label: "Message",
        help: "The text above the button. {{ name }} puts a value of the conversation into the text.",
        placeholder: "Have a look at our menu:",
      },
      button: { label: "Button", help: "At most 20 characters. Empty: “Open”.", placeholder: "Open the menu" },
      url: {
        label: "Address",
        help: "Values of the conversation go in encoded, as one part of the address: https://example.com/orders/{{ order }}.",
        placeholder: "https://example.com/menu",
      },
      header: { label: "Header", help: "A line in bold above the text." },
      footer: { label: "Footer", help: "A small line below the text." },
    },
    summary: sentence,
    unwritten: "No link yet",
    issues: {
      no_url: "“{node}” has no address to open.",
      bad_url: "“{node}” has an address that no phone opens: it looks like https://example.com/page.",
      url_over_limit: "The address of “{node}” has {length} characters, and WhatsApp takes {limit}.",
      no_message: "“{node}” has no text above its button.",
      body_over_limit:
        "The text of “{node}” is longer than the {limit} characters that fit with a button: its beginning goes ahead, in a message of its own.",
      header_over_limit: "The header of “{node}” has {length} characters: WhatsApp shows {limit}, so it will be shortened.",
      footer_over_limit: "The footer of “{node}” has {length} characters: WhatsApp shows {limit}, so it will be shortened.",
      button_over_limit: "The button of “{node}” has {length} characters: WhatsApp shows {limit}, so it will be shortened.",
    } satisfies Record<SendLinkIssue, Message>,
    problems: { bad_address: "is no http(s) address that a phone opens" } satisfies Record<SendLinkProblem, Message>,
  },
};
