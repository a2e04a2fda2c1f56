import type { Message } from "../../i18n/message.ts";
import type { NodeMessagesByLocale } from "../node-messages.ts";
import type { SendChoicesIssue } from "./check.ts";
import { NOTES, type SendChoicesProblem } from "./node.ts";

/** The question, and where the choices come from unless they have exits of their own. */
function sentence({ message, choices_from }: Readonly<Record<string, unknown>>, fromList: (list: string) => string): string {
  const asks = typeof message === "string" ? message.trim() : "";
  const list = isObject(choices_from) && typeof choices_from.list === "string" ? choices_from.list.trim() : "";
  return [asks, list === "" ? "" : fromList(list)].filter((part) => part !== "").join(" · ");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

export const sendChoicesMessages: NodeMessagesByLocale = {
  "pt-BR": {
    type: "Oferecer opções",
    hint: "Faz uma pergunta com botões, lista ou números, e segue pela opção escolhida.",
    keywords: ["menu", "botões", "lista", "escolha", "pergunta", "perguntar", "enquete", "interativo", "numerado", "resposta rápida"],
    newName: "Opções",
    options: {
      message: {
        label: "Pergunta",
        help: "{{ nome }} põe um valor da conversa no texto.",
        placeholder: "Como podemos ajudar?",
      },
      header: { label: "Cabeçalho", help: "Uma linha em negrito acima da pergunta." },
      header_image: {
        label: "Imagem no cabeçalho",
        help: "O endereço público de uma imagem JPEG ou PNG de até 5 MB. Só botões a mostram; listas só têm texto no cabeçalho.",
        placeholder: "https://exemplo.com.br/bolo.jpg",
      },
      footer: { label: "Rodapé", help: "Uma linha pequena abaixo da pergunta." },
      button: { label: "Botão que abre a lista", help: "Só aparece quando as opções viram lista.", placeholder: "Ver opções" },
      choices: {
        label: "Opções",
        item: "Opção",
        empty: "Ainda sem opções.",
        help: "Cada opção tem a sua saída. Até 3 curtas viram botões; até 10, uma lista; mais, ou mais longas, um texto numerado.",
      },
      "choices.id": { label: "Id", help: "Dá nome à saída e fica salvo quando o contato escolhe. Letras sem acento, dígitos, _ e -." },
      "choices.title": { label: "Título", placeholder: "Marcar horário" },
      "choices.description": { label: "Descrição", help: "Aparece na lista, abaixo do título." },
      "choices.words": {
        label: "Outras palavras",
        help: "O que mais o contato pode escrever para escolher, com vírgulas.",
        placeholder: "agendar, consulta",
      },
      choices_from: { label: "De onde vêm as opções", values: { own: "Escritas aqui", list: "De uma lista" } },
      "choices_from.list": {
        label: "Lista",
        help: "Onde está a lista na conversa. Mais do que cabe é mostrado em páginas.",
        placeholder: "pedidos",
      },
      "choices_from.id": {
        label: "Id de cada item",
        help: "O que é salvo quando o contato escolhe. Vazio: o título.",
        placeholder: "id",
      },
      "choices_from.title": {
        label: "Título de cada item",
        help: "Pode ficar vazio se a lista tem só textos.",
        placeholder: "nome",
      },
      "choices_from.description": { label: "Descrição de cada item", placeholder: "resumo" },
      context_key: {
        label: "Salvar a escolha como",
        help: "Um nome de letras, dígitos e _, por exemplo setor. Ele salva o id; com _title no fim, o título.",
        placeholder: "setor",
      },
      attempts: {
        label: "Tentativas",
        help: "Quantas respostas o contato pode dar. Se a última não é nenhuma das opções, o fluxo segue por “Não entendida”.",
      },
      retry_message: {
        label: "Quando a resposta não é entendida",
        help: "Vem no lugar da pergunta, com as mesmas opções. Vazio: repete a pergunta.",
        placeholder: "Não entendi. Escolha uma das opções, por favor.",
      },
      timeout_seconds: {
        label: "Esperar no máximo",
        help: "Sem escolha nesse tempo, contado da última vez que se perguntou, o fluxo segue por “Tempo esgotado”. Vazio: espera sem prazo.",
      },
      display_only: {
        label: "Só mostrar",
        help: "O fluxo segue logo; o que for tocado é ouvido por um nó depois deste.",
      },
      hears_earlier: {
        label: "Ouvir o que foi dito antes da pergunta",
        help: "Desligado, o que o contato escreveu antes de a pergunta sair não é a resposta, e fica na lista earlier. Ligado, conta como resposta.",
      },
    },
    exits: { no_match: "Não entendida", timeout: "Tempo esgotado", empty: "Lista vazia" },
    summary: (config) => sentence(config, (list) => `opções de \`${list}\``),
    unwritten: "Ainda sem pergunta",
    notes: {
      [NOTES.noPicture]: "o endereço da imagem não serve: foi enviado sem ela",
      [NOTES.leftOut]: "alguns itens da lista ficaram de fora: sem título, sem id, ou com id repetido",
      [NOTES.stale]: "tocou numa pergunta anterior: perguntou-se de novo",
      [NOTES.notUnderstood]: "nenhuma das opções",
    },
    problems: { nothing_to_offer: "não havia nenhuma opção para oferecer" } satisfies Record<SendChoicesProblem, Message>,
    issues: {
      no_question: "“{node}” não pergunta nada: falta o texto.",
      body_over_limit: "O texto de “{node}” passa dos {limit} caracteres que cabem com opções: o começo vai antes, em outra mensagem.",
      no_choices: "“{node}” não tem nenhuma opção.",
      both_sources: "“{node}” tira as opções de uma lista: as escritas aqui ficam salvas, mas não são oferecidas.",
      no_list: "“{node}” não diz de que lista vêm as opções.",
      no_title: "Uma opção de “{node}” não tem título: o contato vê “{id}”.",
      same_title: "“{node}” tem duas opções chamadas “{title}”: a segunda ganha um número.",
      same_word: "Em “{node}”, a palavra “{word}” está em duas opções: quem a escreve não é entendido.",
      header_over_limit: "O cabeçalho de “{node}” passa dos {limit} caracteres do WhatsApp: será encurtado.",
      footer_over_limit: "O rodapé de “{node}” passa dos {limit} caracteres do WhatsApp: será encurtado.",
      button_over_limit: "O botão da lista de “{node}” passa dos {limit} caracteres do WhatsApp: será encurtado.",
      bad_picture: "A imagem de “{node}” não tem um endereço que sirva: ele começa com https:// ou http://.",
      picture_and_header: "“{node}” tem imagem e cabeçalho: com botões, só a imagem aparece.",
      picture_not_shown: "A imagem de “{node}” não aparece: as opções não cabem em botões, e listas só têm texto no cabeçalho.",
      title_over_row: "Um título de “{node}” passa dos {limit} caracteres de uma lista: as opções viram um texto numerado.",
      description_over_row: "Uma descrição de “{node}” passa dos {limit} caracteres de uma lista: as opções viram um texto numerado.",
      more_than_rows: "“{node}” tem {count} opções, e uma lista do WhatsApp só {limit}: elas viram um texto numerado.",
    } satisfies Record<SendChoicesIssue, Message>,
  },
  en: {
    type: "Offer choices",
    hint: "Asks a question with buttons, a list or numbers, and goes on by what was chosen.",
    keywords: ["menu", "buttons", "list", "choose", "question", "ask", "poll", "interactive", "numbered", "quick reply", "options"],
    newName: "Choices",
    options: {
      message: {
        label: "Question",
        help: "{{ name }} puts a value of the conversation into the text.",
        placeholder: "How can we help?",
      },
      header: { label: "Header", help: "A bold line above the question." },
      header_image: {
        label: "Picture in the header",
        help: "The public address of a JPEG or PNG of up to 5 MB. Only buttons show it; lists have only words in their header.",
        placeholder: "https://example.com/cake.jpg",
      },
      footer: { label: "Footer", help: "A small line below the question." },
      button: { label: "Button that opens the list", help: "Shown only when the choices become a list.", placeholder: "Ver opções" },
      choices: {
        label: "Choices",
        item: "Choice",
        empty: "No choices yet.",
        help: "Each choice has an exit of its own. Up to 3 short ones become buttons; up to 10 a list; more or longer ones a numbered text.",
      },
      "choices.id": {
        label: "Id",
        help: "Names the exit, and is kept when the contact chooses. Letters without accents, digits, _ and -.",
      },
      "choices.title": { label: "Title", placeholder: "Book a visit" },
      "choices.description": { label: "Description", help: "Shown in a list, below the title." },
      "choices.words": {
        label: "Other words",
        help: "What else the contact may write to choose it, with commas between.",
        placeholder: "appointment, schedule",
      },
      choices_from: { label: "Where the choices come from", values: { own: "Written here", list: "From a list" } },
      "choices_from.list": {
        label: "List",
        help: "Where the list is in the conversation. More than fit are shown in pages.",
        placeholder: "orders",
      },
      "choices_from.id": { label: "Id of each item", help: "What is kept when the contact chooses. Empty: the title.", placeholder: "id" },
      "choices_from.title": { label: "Title of each item", help: "May stay empty where the list has texts only.", placeholder: "name" },
      "choices_from.description": { label: "Description of each item", placeholder: "summary" },
      context_key: {
        label: "Keep the choice as",
        help: "A name of letters, digits and _, for example department. It holds the id; with _title at its end, the title.",
        placeholder: "department",
      },
      attempts: {
        label: "Attempts",
        help: "How many answers the contact may give. When the last one is none of the choices, the flow goes on by “Not understood”.",
      },
      retry_message: {
        label: "When the answer is not understood",
        help: "Comes instead of the question, with the same choices. Empty: repeats the question.",
        placeholder: "Sorry, I didn't get that. Please choose one of these.",
      },
      timeout_seconds: {
        label: "Wait at most",
        help: "Without a choice in this time, counted from the last time it asked, the flow goes on by “Time is up”. Empty: waits without end.",
      },
      display_only: { label: "Only show them", help: "The flow goes on at once; what is tapped is heard by a node after this one." },
      hears_earlier: {
        label: "Hear what was said before the question",
        help: "Off: what the contact wrote before the question went out is not its answer, and is kept in the list earlier. On: it counts as the answer.",
      },
    },
    exits: { no_match: "Not understood", timeout: "Time is up", empty: "Empty list" },
    summary: (config) => sentence(config, (list) => `choices from \`${list}\``),
    unwritten: "No question yet",
    notes: {
      [NOTES.noPicture]: NOTES.noPicture,
      [NOTES.leftOut]: NOTES.leftOut,
      [NOTES.stale]: NOTES.stale,
      [NOTES.notUnderstood]: NOTES.notUnderstood,
    },
    problems: { nothing_to_offer: "there was no choice to offer" } satisfies Record<SendChoicesProblem, Message>,
    issues: {
      no_question: "“{node}” asks nothing: it has no text.",
      body_over_limit:
        "The text of “{node}” is longer than the {limit} characters that fit with choices: its beginning goes ahead, in a message of its own.",
      no_choices: "“{node}” has no choices.",
      both_sources: "“{node}” takes its choices from a list: those written here are kept, but not offered.",
      no_list: "“{node}” does not say which list its choices come from.",
      no_title: "A choice of “{node}” has no title: the contact sees “{id}”.",
      same_title: "“{node}” has two choices called “{title}”: the second gets a number.",
      same_word: "In “{node}”, the word “{word}” is in two choices: whoever writes it is not understood.",
      header_over_limit: "The header of “{node}” is longer than WhatsApp's {limit} characters: it will be shortened.",
      footer_over_limit: "The footer of “{node}” is longer than WhatsApp's {limit} characters: it will be shortened.",
      button_over_limit: "The list button of “{node}” is longer than WhatsApp's {limit} characters: it will be shortened.",
      bad_picture: "The picture of “{node}” has no address that will do: it begins with https:// or http://.",
      picture_and_header: "“{node}” has a picture and a header: with buttons only the picture is shown.",
      picture_not_shown:
        "The picture of “{node}” is not shown: its choices do not fit on buttons, and lists have only words in their header.",
      title_over_row: "A title of “{node}” is longer than a list's {limit} characters: the choices become a numbered text.",
      description_over_row: "A description of “{node}” is longer than a list's {limit} characters: the choices become a numbered text.",
      more_than_rows: "“{node}” has {count} choices, and a WhatsApp list only {limit}: they become a numbered text.",
    } satisfies Record<SendChoicesIssue, Message>,
  },
};
