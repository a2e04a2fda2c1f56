import { FileText, Image, Mic, StickyNote, Video } from "lucide-react";
import { CardWithWords, firstText, type MessageDrawing } from "./drawing.tsx";

const audio = { icon: Mic, name: { "pt-BR": "Áudio", en: "Audio" } };

export const media: MessageDrawing = {
  types: {
    image: { icon: Image, name: { "pt-BR": "Imagem", en: "Image" } },
    video: { icon: Video, name: { "pt-BR": "Vídeo", en: "Video" } },
    audio,
    voice: audio,
    document: { icon: FileText, name: { "pt-BR": "Documento", en: "Document" } },
    sticker: { icon: StickyNote, name: { "pt-BR": "Figurinha", en: "Sticker" } },
  },
  Content: (props) => <CardWithWords {...props} detail={firstText(props.message.data?.["filename"], props.message.data?.["mime_type"])} />,
};
