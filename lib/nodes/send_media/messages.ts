import type { Message } from "../../i18n/message.ts";
import type { NodeMessagesByLocale } from "../node-messages.ts";
import { NOTES, type SendMediaIssue } from "./node.ts";

type Options = Readonly<Record<string, unknown>>;

const textOf = (value: unknown): string => (typeof value === "string" ? value.trim() : "");

/** The words below the file, and which file it is. */
function sentence({ caption, file, url, from, source }: Options, received: (path: string) => string): string {
  const named = typeof file === "object" && file !== null ? textOf((file as Options)["filename"]) : "";
  const path = textOf(from);
  const what = source === "url" ? textOf(url) : source === "from" ? (path === "" ? "" : received(path)) : named;
  return [what, textOf(caption)].filter((line) => line !== "").join("\n");
}

export const sendMediaMessages: NodeMessagesByLocale = {
  "pt-BR": {
    type: "Enviar arquivo",
    hint: "Envia uma imagem, um vídeo, um áudio, um documento ou uma figurinha.",
    keywords: ["imagem", "foto", "vídeo", "áudio", "voz", "nota de voz", "documento", "pdf", "figurinha", "mídia", "anexo", "catálogo"],
    newName: "Arquivo",
    options: {
      kind: {
        label: "Como aparece",
        values: {
          image: "Imagem",
          video: "Vídeo",
          audio: "Áudio",
          voice: "Nota de voz",
          document: "Documento",
          sticker: "Figurinha",
        },
      },
      source: {
        label: "De onde vem",
        values: { file: "Arquivo", url: "Endereço", from: "Do contato" },
      },
      file: {
        label: "Arquivo",
        help: "JPEG ou PNG até 5 MB, vídeo e áudio até 16 MB, documento até 100 MB, figurinha WebP até 500 KB (parada: 100 KB). Nota de voz: OGG com Opus.",
      },
      url: {
        label: "Endereço do arquivo",
        help: "Público, sem login: o próprio WhatsApp o busca. {{ }} põe valores da conversa.",
        placeholder: "https://exemplo.com.br/boleto/{{ pedido }}.pdf",
      },
      from: { label: "Onde está", help: "O nome sob o qual a resposta ficou salva, por exemplo foto.", placeholder: "foto" },
      caption: { label: "Legenda", help: "O texto abaixo do arquivo.", placeholder: "Nosso cardápio" },
      filename: { label: "Nome do documento", help: "Como o contato o vê. Vazio: o nome do arquivo.", placeholder: "boleto.pdf" },
      fallback_link: {
        label: "Enviar o link se o WhatsApp recusar",
        help: "Quando o WhatsApp não aceita o arquivo, o contato recebe um texto com o link dele.",
      },
      delay_seconds: {
        label: "Esperar antes de seguir",
        keywords: ["espera", "pausa", "atraso"],
        help: "Depois do envio, o próximo nó só começa passado esse tempo.",
      },
    },
    summary: (options) => sentence(options, (path) => `{{ ${path} }}`),
    unwritten: "Ainda sem arquivo",
    notes: {
      [NOTES.noFile]: "nada foi enviado: não há arquivo",
      [NOTES.badLink]: "nada foi enviado: o endereço não é um da internet",
      [NOTES.asDocument]: "enviado como documento: o WhatsApp não aceita esse arquivo do outro jeito",
    },
    issues: {
      no_file: "“{node}” não tem arquivo para enviar.",
      wrong_file_type: "O arquivo de “{node}” é do tipo {type}, que o WhatsApp não aceita desse jeito.",
      file_too_large: "O arquivo de “{node}” passa dos {most} KB que o WhatsApp aceita desse jeito.",
      caption_too_long: "A legenda de “{node}” passa dos {limit} caracteres do WhatsApp: o resto vai em outra mensagem.",
      caption_not_shown: "A legenda de “{node}” não aparece: áudios e figurinhas não têm legenda.",
      bad_file_url: "O endereço do arquivo de “{node}” não é um endereço http(s).",
      filename_over_limit: "O nome do arquivo de “{node}” tem {length} caracteres: o WhatsApp mostra {limit}, e ele será encurtado.",
    } satisfies Record<SendMediaIssue, Message>,
  },
  en: {
    type: "Send file",
    hint: "Sends a picture, a video, an audio, a document or a sticker.",
    keywords: [
      "image",
      "picture",
      "photo",
      "video",
      "audio",
      "voice note",
      "document",
      "pdf",
      "sticker",
      "media",
      "attachment",
      "catalogue",
    ],
    newName: "File",
    options: {
      kind: {
        label: "Shown as",
        values: { image: "Image", video: "Video", audio: "Audio", voice: "Voice note", document: "Document", sticker: "Sticker" },
      },
      source: {
        label: "Where it comes from",
        values: { file: "File", url: "Address", from: "From the contact" },
      },
      file: {
        label: "File",
        help: "JPEG or PNG up to 5 MB, video and audio up to 16 MB, documents up to 100 MB, WebP stickers up to 500 KB (still: 100 KB). Voice notes: OGG with Opus.",
      },
      url: {
        label: "Address of the file",
        help: "Public, without signing in: WhatsApp itself fetches it. {{ }} puts values of the conversation in.",
        placeholder: "https://example.com/invoice/{{ order }}.pdf",
      },
      from: { label: "Where it is kept", help: "The name under which the answer was kept, for example photo.", placeholder: "photo" },
      caption: { label: "Caption", help: "The text below the file.", placeholder: "Our menu" },
      filename: { label: "Name of the document", help: "As the contact sees it. Blank: that of the file.", placeholder: "invoice.pdf" },
      fallback_link: {
        label: "Send the link if WhatsApp refuses it",
        help: "Where WhatsApp does not take the file, the contact gets a text with its link.",
      },
      delay_seconds: {
        label: "Wait before going on",
        keywords: ["wait", "delay", "pause"],
        help: "After the send, the next node begins only when this time has passed.",
      },
    },
    summary: (options) => sentence(options, (path) => `{{ ${path} }}`),
    unwritten: "No file yet",
    notes: {
      [NOTES.noFile]: "nothing was sent: there is no file",
      [NOTES.badLink]: "nothing was sent: the address is none of the web",
      [NOTES.asDocument]: "sent as a document: WhatsApp does not take this file the other way",
    },
    issues: {
      no_file: "“{node}” has no file to send.",
      wrong_file_type: "The file of “{node}” is of the type {type}, which WhatsApp does not take in this way.",
      file_too_large: "The file of “{node}” is larger than the {most} KB that WhatsApp takes in this way.",
      caption_too_long: "The caption of “{node}” is longer than WhatsApp's {limit} characters: the rest follows as a message.",
      caption_not_shown: "The caption of “{node}” is not shown: audios and stickers have none.",
      bad_file_url: "The address of the file of “{node}” is no http(s) address.",
      filename_over_limit: "The name of the file of “{node}” has {length} characters: WhatsApp shows {limit}, so it will be shortened.",
    } satisfies Record<SendMediaIssue, Message>,
  },
};
