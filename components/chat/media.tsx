"use client";
import { FileText, Image, Mic, StickyNote, Video } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { Context } from "#lib/engine/types.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { CardWithWords, type ContentProps, firstText, type MessageDrawing } from "./drawing.tsx";
import { MarkedText } from "./marked-text.tsx";
import { fileSize, fileStateOf } from "./media-file.ts";

const audio = { icon: Mic, name: { "pt-BR": "Áudio", en: "Audio" } };
const sample = (mimeType: string, more: Context = {}): Context => ({ id: "simulated", mime_type: mimeType, ...more });

/** What a file looks like once it is here; null: as a card with its name. */
type Player = (file: { src: string; name: string; onError: () => void }) => ReactNode;

const picture: Player = ({ src, name, onError }) => (
  // Its size is not known before it is here, and it is of no site that Next may optimise.
  // eslint-disable-next-line @next/next/no-img-element
  <img src={src} alt={name} loading="lazy" onError={onError} className="mb-0.5 max-h-64 w-auto max-w-full rounded-md object-contain" />
);

const PLAYERS = new Map<string, Player>([
  ["image", picture],
  [
    "sticker",
    // eslint-disable-next-line @next/next/no-img-element
    ({ src, name, onError }) => <img src={src} alt={name} loading="lazy" onError={onError} className="size-32 object-contain" />,
  ],
  [
    "video",
    ({ src, name, onError }) => (
      <video src={src} controls preload="metadata" aria-label={name} onError={onError} className="mb-0.5 max-h-64 max-w-full rounded-md" />
    ),
  ],
  ["audio", sound],
  ["voice", sound],
]);

function sound({ src, name, onError }: Parameters<Player>[0]): ReactNode {
  return <audio src={src} controls preload="metadata" aria-label={name} onError={onError} className="mb-0.5 h-10 max-w-full" />;
}

function Content(props: ContentProps) {
  const t = useT();
  const locale = useLocale();
  const [broken, setBroken] = useState(false);
  const { message, name } = props;
  const { src, filename, size, problem, isComing } = fileStateOf(message.data);
  const player = PLAYERS.get(message.type);
  if (src !== null && player !== undefined && !broken) {
    return (
      <>
        {player({ src, name: filename ?? name, onError: () => setBroken(true) })}
        {message.text !== "" && <MarkedText text={message.text} />}
      </>
    );
  }
  const told = problem !== null ? t("common.fileMissing") : isComing ? t("common.fileComing") : null;
  const about = [
    filename ?? firstText(message.data?.["link"], message.data?.["mime_type"]),
    size === null ? null : fileSize(size, locale),
    told,
  ];
  const detail = about.filter((part) => part !== null).join(" · ") || null;
  const card = <CardWithWords {...props} detail={detail} />;
  return src === null ? (
    card
  ) : (
    <a href={src} target="_blank" rel="noreferrer" download={filename ?? true} className="block rounded-md focus-visible:ring-2">
      {card}
    </a>
  );
}

export const media: MessageDrawing = {
  types: {
    image: { icon: Image, name: { "pt-BR": "Imagem", en: "Image" }, sample: sample("image/jpeg") },
    video: { icon: Video, name: { "pt-BR": "Vídeo", en: "Video" } },
    audio: { ...audio, sample: sample("audio/ogg", { voice: true }) },
    voice: audio,
    document: {
      icon: FileText,
      name: { "pt-BR": "Documento", en: "Document" },
      sample: sample("application/pdf", { filename: "documento.pdf" }),
    },
    sticker: { icon: StickyNote, name: { "pt-BR": "Figurinha", en: "Sticker" }, sample: sample("image/webp", { animated: false }) },
  },
  Content,
};
