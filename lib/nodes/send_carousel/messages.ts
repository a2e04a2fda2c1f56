import type { Message } from "../../i18n/message.ts";
import type { NodeMessagesByLocale } from "../node-messages.ts";
import type { SendCarouselIssue } from "./check.ts";
import { NOTES, type SendCarouselProblem } from "./node.ts";

const sentence = ({ message }: Readonly<Record<string, unknown>>): string => (typeof message === "string" ? message.trim() : "");

export const sendCarouselMessages: NodeMessagesByLocale = {
  "pt-BR": {
    type: "Enviar carrossel",
    hint: "Mostra de 2 a 10 cartões lado a lado, com imagem ou vídeo e botões.",
    keywords: ["carrossel", "cartões", "cards", "vitrine", "catálogo", "produtos", "fotos", "imagens", "galeria", "opções"],
    newName: "Carrossel",
    options: {
      message: {
        label: "Mensagem",
        help: "O que o contato lê acima dos cartões.",
        placeholder: "Estes são os bolos de hoje:",
      },
      media: { label: "Os cartões mostram", values: { image: "Imagens", video: "Vídeos" } },
      buttons: { label: "Em cada cartão", values: { reply: "Respostas", url: "Um link" } },
      cards: {
        label: "Cartões",
        item: "Cartão",
        empty: "Ainda sem cartões: são de 2 a 10.",
        help: "Todos com o mesmo número de respostas. Cada resposta tem a sua saída.",
      },
      "cards.media_url": {
        label: "Endereço da imagem ou do vídeo",
        help: "Público, com https://. {{ foto }} põe um valor da conversa.",
        placeholder: "https://exemplo.com.br/bolo.jpg",
      },
      "cards.body": { label: "Texto", help: "Até 160 caracteres em 3 linhas. Pode ficar vazio.", placeholder: "Bolo de cenoura" },
      "cards.button": { label: "Texto do link", placeholder: "Abrir" },
      "cards.url": { label: "Endereço do link", placeholder: "https://exemplo.com.br/bolo" },
      "cards.choices": { label: "Respostas", item: "Resposta", empty: "Ainda sem respostas: são de 1 a 3." },
      "cards.choices.title": { label: "Resposta", placeholder: "Quero este" },
      "cards.choices.id": { label: "Id", help: "Dá nome à saída e fica salvo. Letras sem acento, dígitos, _ e -." },
      "cards.choices.words": {
        label: "Outras palavras",
        help: "O que mais o contato pode escrever, com vírgulas.",
        placeholder: "cenoura",
      },
      display_only: {
        label: "Só mostrar",
        help: "O fluxo segue logo; o que for tocado é ouvido por um nó depois deste.",
      },
      context_key: {
        label: "Salvar a escolha como",
        help: "Um nome de letras, dígitos e _, por exemplo bolo. Ele salva o id; com _title no fim, o texto da resposta.",
        placeholder: "bolo",
      },
      attempts: {
        label: "Tentativas",
        help: "Quantas respostas o contato pode dar. Se a última não é nenhuma das oferecidas, o fluxo segue por “Não entendida”.",
      },
      retry_message: {
        label: "Quando a resposta não é entendida",
        help: "Vem no lugar da mensagem, com os mesmos cartões. Vazio: repete a mensagem.",
        placeholder: "Não entendi. Toque num dos cartões, por favor.",
      },
      timeout_seconds: {
        label: "Esperar no máximo",
        help: "Sem escolha nesse tempo, contado da última vez que se perguntou, o fluxo segue por “Tempo esgotado”. Vazio: espera sem prazo.",
      },
      hears_earlier: {
        label: "Ouvir o que foi dito antes dos cartões",
        help: "Desligado, o que o contato escreveu antes de os cartões saírem não é a resposta, e fica na lista earlier. Ligado, conta como resposta.",
      },
    },
    exits: { no_match: "Não entendida", timeout: "Tempo esgotado" },
    summary: sentence,
    unwritten: "Ainda sem mensagem",
    notes: {
      [NOTES.leftOut]: "alguns cartões ficaram de fora: o endereço da mídia ou do link não serve",
      [NOTES.stale]: "tocou numa pergunta anterior: perguntou-se de novo",
      [NOTES.notUnderstood]: "nenhuma das opções",
    },
    problems: { too_few_cards: "havia menos de dois cartões que pudessem ser enviados" } satisfies Record<SendCarouselProblem, Message>,
    issues: {
      no_message: "“{node}” não diz nada acima dos cartões: falta a mensagem.",
      message_over_limit: "O texto de “{node}” passa dos {limit} caracteres que cabem com cartões: o começo vai antes, em outra mensagem.",
      too_few: "Um carrossel do WhatsApp vai de {least} a {most} cartões; em “{node}”: {count}.",
      no_media: "O cartão {number} de “{node}” não tem imagem nem vídeo.",
      bad_media: "O endereço da mídia do cartão {number} de “{node}” não serve: ele começa com https:// ou http://.",
      no_url: "O link do cartão {number} de “{node}” não leva a lugar nenhum.",
      bad_url: "O link do cartão {number} de “{node}” não serve: ele começa com https:// ou http://.",
      no_replies: "No cartão {number} de “{node}” não há nada para tocar.",
      uneven_replies: "Os cartões de “{node}” não têm o mesmo número de respostas, como o WhatsApp exige.",
      no_title: "Uma resposta de “{node}” não tem texto: o contato vê “{id}”.",
      title_over_limit: "Um botão de “{node}” passa dos {limit} caracteres do WhatsApp: será encurtado.",
      same_title: "O cartão {number} de “{node}” tem duas respostas chamadas “{title}”: a segunda ganha um número.",
      body_over_limit: "O texto do cartão {number} de “{node}” passa dos {limit} caracteres do WhatsApp: será encurtado.",
      body_over_lines: "O texto do cartão {number} de “{node}” passa de {lines} linhas: as últimas viram uma só.",
    } satisfies Record<SendCarouselIssue, Message>,
  },
  en: {
    type: "Send carousel",
    hint: "Shows 2 to 10 cards side by side, with a picture or video and buttons.",
    keywords: ["carousel", "cards", "showcase", "catalogue", "products", "pictures", "gallery", "choices"],
    newName: "Carousel",
    options: {
      message: { label: "Message", help: "What the contact reads above the cards.", placeholder: "Today's cakes:" },
      media: { label: "The cards show", values: { image: "Pictures", video: "Videos" } },
      buttons: { label: "On each card", values: { reply: "Replies", url: "A link" } },
      cards: {
        label: "Cards",
        item: "Card",
        empty: "No cards yet: there are 2 to 10.",
        help: "All with the same number of replies. Each reply has an exit of its own.",
      },
      "cards.media_url": {
        label: "Address of the picture or video",
        help: "Public, with https://. {{ photo }} puts a value of the conversation in.",
        placeholder: "https://example.com/cake.jpg",
      },
      "cards.body": { label: "Text", help: "Up to 160 characters in 3 lines. May stay empty.", placeholder: "Carrot cake" },
      "cards.button": { label: "Text of the link", placeholder: "Open" },
      "cards.url": { label: "Address of the link", placeholder: "https://example.com/cake" },
      "cards.choices": { label: "Replies", item: "Reply", empty: "No replies yet: there are 1 to 3." },
      "cards.choices.title": { label: "Reply", placeholder: "I'll take it" },
      "cards.choices.id": { label: "Id", help: "Names the exit, and is kept. Letters without accents, digits, _ and -." },
      "cards.choices.words": {
        label: "Other words",
        help: "What else the contact may write, with commas between.",
        placeholder: "carrot",
      },
      display_only: { label: "Only show them", help: "The flow goes on at once; what is tapped is heard by a node after this one." },
      context_key: {
        label: "Keep the choice as",
        help: "A name of letters, digits and _, for example cake. It holds the id; with _title at its end, the reply's text.",
        placeholder: "cake",
      },
      attempts: {
        label: "Attempts",
        help: "How many answers the contact may give. When the last one is none of those offered, the flow goes on by “Not understood”.",
      },
      retry_message: {
        label: "When the answer is not understood",
        help: "Comes instead of the message, with the same cards. Empty: repeats the message.",
        placeholder: "Sorry, I didn't get that. Please tap one of the cards.",
      },
      timeout_seconds: {
        label: "Wait at most",
        help: "Without a choice in this time, counted from the last time it asked, the flow goes on by “Time is up”. Empty: waits without end.",
      },
      hears_earlier: {
        label: "Hear what was said before the cards",
        help: "Off: what the contact wrote before the cards went out is not the answer, and is kept in the list earlier. On: it counts as the answer.",
      },
    },
    exits: { no_match: "Not understood", timeout: "Time is up" },
    summary: sentence,
    unwritten: "No message yet",
    notes: {
      [NOTES.leftOut]: NOTES.leftOut,
      [NOTES.stale]: NOTES.stale,
      [NOTES.notUnderstood]: NOTES.notUnderstood,
    },
    problems: { too_few_cards: "there were fewer than two cards that could be sent" } satisfies Record<SendCarouselProblem, Message>,
    issues: {
      no_message: "“{node}” says nothing above the cards: it has no message.",
      message_over_limit:
        "The text of “{node}” is longer than the {limit} characters that fit with cards: its beginning goes ahead, in a message of its own.",
      too_few: "A WhatsApp carousel holds {least} to {most} cards; in “{node}”: {count}.",
      no_media: "Card {number} of “{node}” has no picture or video.",
      bad_media: "The address of the media on card {number} of “{node}” is not valid: it begins with https:// or http://.",
      no_url: "The link on card {number} of “{node}” leads nowhere.",
      bad_url: "The link on card {number} of “{node}” is not valid: it begins with https:// or http://.",
      no_replies: "On card {number} of “{node}” there is nothing to tap.",
      uneven_replies: "The cards of “{node}” do not have the same number of replies, as WhatsApp demands.",
      no_title: "A reply of “{node}” has no text: the contact sees “{id}”.",
      title_over_limit: "A button of “{node}” is longer than WhatsApp's {limit} characters: it will be shortened.",
      same_title: "Card {number} of “{node}” has two replies called “{title}”: the second gets a number.",
      body_over_limit: "The text of card {number} of “{node}” is longer than WhatsApp's {limit} characters: it will be shortened.",
      body_over_lines: "The text of card {number} of “{node}” has more than {lines} lines: the last ones become one.",
    } satisfies Record<SendCarouselIssue, Message>,
  },
};
