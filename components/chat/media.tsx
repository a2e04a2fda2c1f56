import { FileText, Image, Mic, StickyNote, Video } from "lucide-react";
import type { Context } from "#lib/engine/types.ts";
import { CardWithWords, firstText, type MessageDrawing } from "./drawing.tsx";

const audio = { icon: Mic, name: { "pt-BR": "Áudio", en: "Audio" } };
const sample = (mimeType: string, more: Context = {}): Context => ({ id: "simulated", mime_type: mimeType, ...more });

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
  Content: (props) => <CardWithWords {...props} detail={firstText(props.message.data?.["filename"], props.message.data?.["mime_type"])} />,
};
